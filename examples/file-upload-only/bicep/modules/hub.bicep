// Made by hubseal from file-upload-only.yaml. Change the intent, not this file.

resource pictures 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stcamerapictures'
}

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-cameras'
  location: 'northeurope'
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
    storageEndpoints: {
      '$default': {
        authenticationType: 'identityBased'
        connectionString: 'DefaultEndpointsProtocol=https;EndpointSuffix=${environment().suffixes.storage};AccountName=${pictures.name};AccountKey=${pictures.listKeys().keys[0].value}'
        containerName: 'uploads'
        sasTtlAsIso8601: 'PT10M'
      }
    }
    enableFileUploadNotifications: false
  }
}

@description('Host name that devices and services connect to.')
output hostName string = hub.properties.hostName
