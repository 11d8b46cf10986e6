// Made by hubseal from user-only.yaml. Change the intent, not this file.

metadata description = 'Weighbridge; the hub acts only as an identity that another team looks after.'

// ---------------------------------------------------------------------------------------------------------------------
// Private DNS
// ---------------------------------------------------------------------------------------------------------------------

resource zoneHub 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azure-devices.net'
  location: 'global'
  tags: {
    environment: 'test'
  }
}

resource zoneHubLinkVnetYard 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneHub
  name: 'vnet-yard'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-yard')
    }
  }
}

resource zoneServiceBus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.servicebus.windows.net'
  location: 'global'
  tags: {
    environment: 'test'
  }
}

resource zoneServiceBusLinkVnetYard 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServiceBus
  name: 'vnet-yard'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-yard')
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream, open to the public as the intent asks
// ---------------------------------------------------------------------------------------------------------------------

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-weighbridge'
  location: 'westeurope'
  tags: {
    environment: 'test'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource streamFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: stream
  name: 'default'
  properties: {
    publicNetworkAccess: 'Enabled'
    defaultAction: 'Allow'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource streamWeights 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'weights'
  properties: {
    partitionCount: 2
    messageRetentionInDays: 1
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Identities and roles
// ---------------------------------------------------------------------------------------------------------------------

module identityIdWeighbridge 'modules/identity-id-weighbridge.bicep' = {
  name: 'user-only-identity-id-weighbridge'
  scope: resourceGroup('33333333-3333-4333-8333-333333333333', 'rg-identities')
}

module rolesIdWeighbridge 'modules/roles-id-weighbridge.bicep' = {
  name: 'user-only-roles-id-weighbridge'
  params: {
    principalId: identityIdWeighbridge.outputs.principalId
  }
  dependsOn: [
    streamWeights
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'user-only-settle-${i}'
    dependsOn: [
      rolesIdWeighbridge
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Hub
// ---------------------------------------------------------------------------------------------------------------------

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-weighbridge'
  location: 'westeurope'
  tags: {
    environment: 'test'
  }
  sku: {
    name: 'S1'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-identities/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-weighbridge': {}
    }
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
        partitionCount: 2
        retentionTimeInDays: 1
      }
    }
    routing: {
      endpoints: {
        eventHubs: [
          {
            name: 'weights'
            authenticationType: 'identityBased'
            identity: {
              userAssignedIdentity: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-identities/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-weighbridge'
            }
            endpointUri: 'sb://evhns-weighbridge.servicebus.windows.net'
            entityPath: 'weights'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
      }
      routes: [
        {
          name: 'everything'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: [
            'weights'
          ]
          isEnabled: true
        }
      ]
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
  dependsOn: [
    streamFirewall
    settle
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotWeighbridge 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-weighbridge'
  location: 'westeurope'
  tags: {
    environment: 'test'
  }
  properties: {
    subnet: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-yard', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-weighbridge'
        properties: {
          privateLinkServiceId: hub.id
          groupIds: [
            'iotHub'
          ]
        }
      }
    ]
  }
}

resource hubEndpointPeIotWeighbridgeZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotWeighbridge
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

output hubId string = hub.id
output hubHostName string = hub.properties.hostName
