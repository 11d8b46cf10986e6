// Made by hubseal from ingress-only.yaml. Change the intent, not this file.

metadata description = 'Test stand; a service inside the network steers the devices, which send no telemetry.'

// ---------------------------------------------------------------------------------------------------------------------
// Hub
// ---------------------------------------------------------------------------------------------------------------------

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-test-stand'
  location: 'germanywestcentral'
  tags: {
    environment: 'test'
  }
  sku: {
    name: 'S1'
    capacity: 1
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
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotTestStand 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-test-stand'
  location: 'germanywestcentral'
  tags: {
    environment: 'test'
  }
  properties: {
    subnet: {
      id: resourceId('rg-test-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-test', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-test-stand'
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

resource hubEndpointPeIotTestStandZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotTestStand
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'hub'
        properties: {
          privateDnsZoneId: resourceId(
            'rg-test-dns',
            'Microsoft.Network/privateDnsZones',
            'privatelink.azure-devices.net'
          )
        }
      }
      {
        name: 'built-in-endpoint'
        properties: {
          privateDnsZoneId: resourceId(
            'rg-test-dns',
            'Microsoft.Network/privateDnsZones',
            'privatelink.servicebus.windows.net'
          )
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Roles of others on the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubIoTHubDataContributorFor66666666 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, '66666666-6666-4666-8666-666666666666', '4fc6c259-987e-4a07-842e-c321cc9d413f')
  properties: {
    principalId: '66666666-6666-4666-8666-666666666666'
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4fc6c259-987e-4a07-842e-c321cc9d413f' // IoT Hub Data Contributor
    )
  }
}

output hubId string = hub.id
output hubHostName string = hub.properties.hostName
