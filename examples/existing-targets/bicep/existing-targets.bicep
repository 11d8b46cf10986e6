// Made by hubseal from existing-targets.yaml. Change the intent, not this file.

metadata description = 'Fleet hub that feeds stores which other teams already run.'

// ---------------------------------------------------------------------------------------------------------------------
// Target: devices, which exists
// ---------------------------------------------------------------------------------------------------------------------

resource devicesEndpointPeStfleetdevices 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-stfleetdevices'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-fleet-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-fleet', 'data')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-stfleetdevices'
        properties: {
          privateLinkServiceId: resourceId('rg-fleet-devices', 'Microsoft.Storage/storageAccounts', 'stfleetdevices')
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream, which exists
// ---------------------------------------------------------------------------------------------------------------------

module streamFirewall 'modules/firewall-stream.bicep' = {
  name: 'existing-targets-firewall-stream'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-messaging')
}

resource streamEndpointPeEvhnsFleet 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-evhns-fleet'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-fleet-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-fleet', 'data')
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pe-evhns-fleet'
        properties: {
          privateLinkServiceId: resourceId(
            '22222222-2222-4222-8222-222222222222',
            'rg-messaging',
            'Microsoft.EventHub/namespaces',
            'evhns-fleet'
          )
          groupIds: [
            'namespace'
          ]
          requestMessage: 'Fleet readers of event hub telemetry, ticket OPS-118'
        }
      }
    ]
  }
  dependsOn: [
    streamFirewall
    devicesEndpointPeStfleetdevices
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-fleet'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  sku: {
    name: 'S1'
    capacity: 2
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    minTlsVersion: '1.2'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkRuleSets: {
      defaultAction: 'Deny'
      applyToBuiltInEventHubEndpoint: true
      ipRules: []
    }
    eventHubEndpoints: {
      events: {
        partitionCount: 4
        retentionTimeInDays: 1
      }
    }
    routing: {
      fallbackRoute: {
        name: '$fallback'
        source: 'DeviceMessages'
        condition: 'true'
        endpointNames: [
          'events'
        ]
        isEnabled: false
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Identities and roles
// ---------------------------------------------------------------------------------------------------------------------

module hubIdentity 'modules/hub-identity.bicep' = {
  name: 'existing-targets-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module rolesAlerts 'modules/roles-alerts.bicep' = {
  name: 'existing-targets-roles-alerts'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-messaging')
  params: {
    principalId: hubIdentity.outputs.principalId
  }
}

module rolesDevices 'modules/roles-devices.bicep' = {
  name: 'existing-targets-roles-devices'
  scope: resourceGroup('rg-fleet-devices')
  params: {
    principalId: hubIdentity.outputs.principalId
  }
}

module rolesLake 'modules/roles-lake.bicep' = {
  name: 'existing-targets-roles-lake'
  scope: resourceGroup('rg-fleet-data')
  params: {
    principalId: hubIdentity.outputs.principalId
  }
}

module rolesStream 'modules/roles-stream.bicep' = {
  name: 'existing-targets-roles-stream'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-messaging')
  params: {
    principalId: hubIdentity.outputs.principalId
  }
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'existing-targets-settle-${i}'
    dependsOn: [
      rolesAlerts
      rolesDevices
      rolesLake
      rolesStream
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotFleet 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-fleet'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-fleet-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-fleet', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-fleet'
        properties: {
          privateLinkServiceId: hubSeed.id
          groupIds: [
            'iotHub'
          ]
        }
      }
    ]
  }
  dependsOn: [
    rolesAlerts
    rolesDevices
    rolesLake
    rolesStream
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes, file upload
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'existing-targets-hub'
  dependsOn: [
    streamFirewall
    settle
    hubEndpointPeIotFleet
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
