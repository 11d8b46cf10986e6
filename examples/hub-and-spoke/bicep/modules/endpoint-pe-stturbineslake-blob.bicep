// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

@description('Resource id of the storage account.')
param lakeId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-stturbineslake-blob'
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
    privateLinkServiceConnections: [
      {
        name: 'pe-stturbineslake-blob'
        properties: {
          privateLinkServiceId: lakeId
          groupIds: [
            'blob'
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
        name: 'blob'
        properties: {
          privateDnsZoneId: resourceId(
            '22222222-2222-4222-8222-222222222222',
            'rg-dns-weu',
            'Microsoft.Network/privateDnsZones',
            'privatelink.blob.${environment().suffixes.storage}'
          )
        }
      }
    ]
  }
}
