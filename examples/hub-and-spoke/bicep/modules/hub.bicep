// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stturbineslake'
}

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-turbines'
  location: 'westeurope'
  tags: {
    component: 'ingest'
    costCenter: '4711'
    environment: 'prod'
  }
  sku: {
    name: 'S2'
    capacity: 4
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
        partitionCount: 8
        retentionTimeInDays: 3
      }
    }
    cloudToDevice: {
      maxDeliveryCount: 20
      defaultTtlAsIso8601: 'PT2H'
      feedback: {
        lockDurationAsIso8601: 'PT30S'
        ttlAsIso8601: 'PT4H'
        maxDeliveryCount: 50
      }
    }
    routing: {
      endpoints: {
        storageContainers: [
          {
            name: 'lake'
            authenticationType: 'identityBased'
            endpointUri: 'https://stturbineslake.blob.${environment().suffixes.storage}'
            containerName: 'telemetry'
            encoding: 'JSON'
            fileNameFormat: '{iothub}/{YYYY}/{MM}/{DD}/{HH}/{mm}/{partition}.json'
            batchFrequencyInSeconds: 60
            maxChunkSizeInBytes: 104857600
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
        eventHubs: [
          {
            name: 'telemetry'
            authenticationType: 'identityBased'
            endpointUri: 'sb://evhns-turbines.servicebus.windows.net'
            entityPath: 'telemetry'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
          {
            name: 'alarms'
            authenticationType: 'identityBased'
            endpointUri: 'sb://evhns-turbines.servicebus.windows.net'
            entityPath: 'alarms'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
      }
      routes: [
        {
          name: 'alarms'
          source: 'DeviceMessages'
          condition: '$body.severity >= 3 OR alarm = \'true\''
          endpointNames: [
            'alarms'
          ]
          isEnabled: true
        }
        {
          name: 'connections'
          source: 'DeviceConnectionStateEvents'
          condition: 'true'
          endpointNames: [
            'alarms'
          ]
          isEnabled: true
        }
        {
          name: 'telemetry'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: [
            'telemetry'
          ]
          isEnabled: true
        }
        {
          name: 'archive'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: [
            'lake'
          ]
          isEnabled: true
        }
      ]
      enrichments: [
        {
          key: 'site'
          value: '$twin.tags.site'
          endpointNames: [
            'lake'
            'telemetry'
          ]
        }
        {
          key: 'hub'
          value: '$iothubname'
          endpointNames: [
            'lake'
            'telemetry'
            'alarms'
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
        sasTtlAsIso8601: 'PT30M'
      }
    }
    enableFileUploadNotifications: true
    messagingEndpoints: {
      fileNotifications: {
        lockDurationAsIso8601: 'PT30S'
        ttlAsIso8601: 'PT8H'
        maxDeliveryCount: 20
      }
    }
  }
}

@description('Host name that devices and services connect to.')
output hostName string = hub.properties.hostName
