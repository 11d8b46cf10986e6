// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

@description('Resource id of the hub.')
param hubId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-turbines-neu'
  location: 'northeurope'
  tags: {
    costCenter: '4711'
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-net-neu/providers/Microsoft.Network/virtualNetworks/vnet-spoke-neu/subnets/endpoints'
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pe-turbines-neu'
        properties: {
          privateLinkServiceId: hubId
          groupIds: [
            'iotHub'
          ]
          requestMessage: 'NET-2041: second endpoint of the turbine hub, for the northern control room'
        }
      }
    ]
  }
}

resource endpointZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'hub'
        properties: {
          privateDnsZoneId: resourceId(
            '22222222-2222-4222-8222-222222222222',
            'rg-dns-neu',
            'Microsoft.Network/privateDnsZones',
            'privatelink.azure-devices.net'
          )
        }
      }
      {
        name: 'built-in-endpoint'
        properties: {
          privateDnsZoneId: resourceId(
            '22222222-2222-4222-8222-222222222222',
            'rg-dns-neu',
            'Microsoft.Network/privateDnsZones',
            'privatelink.servicebus.windows.net'
          )
        }
      }
    ]
  }
}
