// Made by hubseal from plant-a.yaml. Change the intent, not this file.

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stplantalake'
}

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-plant-a'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
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
      endpoints: {
        storageContainers: [
          {
            name: 'cold'
            authenticationType: 'identityBased'
            endpointUri: 'https://stplantalake.blob.${environment().suffixes.storage}'
            containerName: 'raw'
            encoding: 'JSON'
            fileNameFormat: '{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}'
            batchFrequencyInSeconds: 300
            maxChunkSizeInBytes: 314572800
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
          {
            name: 'audit'
            authenticationType: 'identityBased'
            endpointUri: 'https://stcorpaudit.blob.${environment().suffixes.storage}'
            containerName: 'iot'
            encoding: 'Avro'
            fileNameFormat: '{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}'
            batchFrequencyInSeconds: 300
            maxChunkSizeInBytes: 314572800
            subscriptionId: '22222222-2222-4222-8222-222222222222'
            resourceGroup: 'rg-audit'
          }
        ]
        eventHubs: [
          {
            name: 'hot'
            authenticationType: 'identityBased'
            endpointUri: 'sb://evhns-plant-a.servicebus.windows.net'
            entityPath: 'telemetry'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
        serviceBusQueues: [
          {
            name: 'critical'
            authenticationType: 'identityBased'
            endpointUri: 'sb://sb-plant-a.servicebus.windows.net'
            entityPath: 'critical'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
        serviceBusTopics: [
          {
            name: 'events-topic'
            authenticationType: 'identityBased'
            endpointUri: 'sb://sb-plant-a.servicebus.windows.net'
            entityPath: 'events'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
      }
      routes: [
        {
          name: 'critical-alerts'
          source: 'DeviceMessages'
          condition: 'level = \'critical\''
          endpointNames: [
            'critical'
          ]
          isEnabled: true
        }
        {
          name: 'hot-path'
          source: 'DeviceMessages'
          condition: 'processingPath = \'hot\''
          endpointNames: [
            'hot'
          ]
          isEnabled: true
        }
        {
          name: 'lifecycle'
          source: 'DeviceLifecycleEvents'
          condition: 'true'
          endpointNames: [
            'audit'
          ]
          isEnabled: true
        }
        {
          name: 'twins'
          source: 'TwinChangeEvents'
          condition: 'true'
          endpointNames: [
            'events-topic'
          ]
          isEnabled: true
        }
        {
          name: 'everything'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: [
            'cold'
          ]
          isEnabled: true
        }
      ]
      enrichments: [
        {
          key: 'hub'
          value: '$iothubname'
          endpointNames: [
            'cold'
            'hot'
          ]
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
    storageEndpoints: {
      '$default': {
        authenticationType: 'identityBased'
        connectionString: 'DefaultEndpointsProtocol=https;EndpointSuffix=${environment().suffixes.storage};AccountName=${lake.name};AccountKey=${lake.listKeys().keys[0].value}'
        containerName: 'uploads'
        sasTtlAsIso8601: 'PT1H'
      }
    }
    enableFileUploadNotifications: true
    messagingEndpoints: {
      fileNotifications: {
        lockDurationAsIso8601: 'PT1M'
        ttlAsIso8601: 'PT1H'
        maxDeliveryCount: 10
      }
    }
  }
}

@description('Host name that devices and services connect to.')
output hostName string = hub.properties.hostName
