// Made by hubseal from minimal.yaml. Change the intent, not this file.

metadata description = 'One hub, one network, one private endpoint; all telemetry goes to one firewalled container.'

// ---------------------------------------------------------------------------------------------------------------------
// Network
// ---------------------------------------------------------------------------------------------------------------------

resource vnetMinimal 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-minimal'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'devices'
        properties: {
          addressPrefix: '10.20.1.0/24'
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Private DNS
// ---------------------------------------------------------------------------------------------------------------------

resource zoneHub 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azure-devices.net'
  location: 'global'
}

resource zoneHubLinkVnetMinimal 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneHub
  name: 'vnet-minimal'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('Microsoft.Network/virtualNetworks', 'vnet-minimal')
    }
  }
  dependsOn: [
    vnetMinimal
  ]
}

resource zoneServiceBus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.servicebus.windows.net'
  location: 'global'
}

resource zoneServiceBusLinkVnetMinimal 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServiceBus
  name: 'vnet-minimal'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('Microsoft.Network/virtualNetworks', 'vnet-minimal')
    }
  }
  dependsOn: [
    vnetMinimal
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: lake
// ---------------------------------------------------------------------------------------------------------------------

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stminimallake'
  location: 'westeurope'
  sku: {
    name: 'Standard_ZRS'
  }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: []
      virtualNetworkRules: []
    }
  }
}

resource lakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: lake
  name: 'default'
}

resource lakeTelemetry 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'telemetry'
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-minimal'
  location: 'westeurope'
  sku: {
    name: 'S1'
    capacity: 1
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
  name: 'minimal-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'minimal-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    lake
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'minimal-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotMinimal 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-minimal'
  location: 'westeurope'
  properties: {
    subnet: {
      id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-minimal', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-minimal'
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
    roles
    vnetMinimal
  ]
}

resource hubEndpointPeIotMinimalZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotMinimal
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'hub'
        properties: {
          privateDnsZoneId: zoneHub.id
        }
      }
      {
        name: 'built-in-endpoint'
        properties: {
          privateDnsZoneId: zoneServiceBus.id
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'minimal-hub'
  dependsOn: [
    lakeTelemetry
    settle
    hubEndpointPeIotMinimalZones
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
