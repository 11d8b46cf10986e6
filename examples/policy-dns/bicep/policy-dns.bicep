// Made by hubseal from policy-dns.yaml. Change the intent, not this file.

metadata description = 'Bottling line; a policy of the landing zone makes the DNS records.'

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream
// ---------------------------------------------------------------------------------------------------------------------

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-bottling'
  location: 'swedencentral'
  tags: {
    environment: 'prod'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 2
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
    isAutoInflateEnabled: true
    maximumThroughputUnits: 10
  }
}

resource streamFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: stream
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource streamCounters 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'counters'
  properties: {
    partitionCount: 4
    messageRetentionInDays: 1
  }
}

resource streamEndpointPeEvhnsBottling 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-evhns-bottling'
  location: 'swedencentral'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-bottling-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-bottling', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-evhns-bottling'
        properties: {
          privateLinkServiceId: stream.id
          groupIds: [
            'namespace'
          ]
        }
      }
    ]
  }
  dependsOn: [
    streamFirewall
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-bottling'
  location: 'swedencentral'
  tags: {
    environment: 'prod'
  }
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
  name: 'policy-dns-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'policy-dns-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    streamCounters
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'policy-dns-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotBottling 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-bottling'
  location: 'swedencentral'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-bottling-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-bottling', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-bottling'
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
    streamEndpointPeEvhnsBottling
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'policy-dns-hub'
  dependsOn: [
    settle
    hubEndpointPeIotBottling
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
