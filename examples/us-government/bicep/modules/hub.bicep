// Made by hubseal from us-government.yaml. Change the intent, not this file.

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-substation-7'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
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
      endpoints: {
        storageContainers: [
          {
            name: 'archive'
            authenticationType: 'identityBased'
            endpointUri: 'https://stsubstation7archive.blob.${environment().suffixes.storage}'
            containerName: 'raw'
            encoding: 'Avro'
            fileNameFormat: '{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}'
            batchFrequencyInSeconds: 300
            maxChunkSizeInBytes: 314572800
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
        serviceBusQueues: [
          {
            name: 'trips'
            authenticationType: 'identityBased'
            endpointUri: 'sb://sb-substation-7.servicebus.usgovcloudapi.net'
            entityPath: 'trips'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
      }
      routes: [
        {
          name: 'trips'
          source: 'DeviceMessages'
          condition: 'kind = \'trip\''
          endpointNames: [
            'trips'
          ]
          isEnabled: true
        }
        {
          name: 'everything'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: [
            'archive'
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
}

@description('Host name that devices and services connect to.')
output hostName string = hub.properties.hostName
