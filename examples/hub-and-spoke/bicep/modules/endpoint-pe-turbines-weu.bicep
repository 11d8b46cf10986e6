// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

@description('Resource id of the hub.')
param hubId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-turbines-weu'
  location: 'westeurope'
  tags: {
    costCenter: '4711'
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId(
        '22222222-2222-4222-8222-222222222222',
        'rg-net-weu',
        'Microsoft.Network/virtualNetworks/subnets',
        'vnet-spoke-weu',
        'endpoints'
      )
    }
    customNetworkInterfaceName: 'nic-pe-turbines-weu'
    applicationSecurityGroups: [
      {
        id: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-net-weu/providers/Microsoft.Network/applicationSecurityGroups/asg-iot'
      }
    ]
    privateLinkServiceConnections: [
      {
        name: 'pe-turbines-weu'
        properties: {
          privateLinkServiceId: hubId
          groupIds: [
            'iotHub'
          ]
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
            'rg-dns-weu',
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
            'rg-dns-weu',
            'Microsoft.Network/privateDnsZones',
            'privatelink.servicebus.windows.net'
          )
        }
      }
    ]
  }
}
