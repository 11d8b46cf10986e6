// Made by hubseal from allow-list.yaml. Change the intent, not this file.

@retryOn(['BadRequest', '400123'], 12)
resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-field-gateways'
  location: 'northeurope'
  tags: {
    environment: 'prod'
    owner: 'field-ops'
  }
  sku: {
    name: 'S2'
    capacity: 1
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    minTlsVersion: '1.2'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    networkRuleSets: {
      defaultAction: 'Deny'
      applyToBuiltInEventHubEndpoint: true
      ipRules: [
        {
          filterName: 'head-office'
          action: 'Allow'
          ipMask: '203.0.113.0/28'
        }
        {
          filterName: 'crew\'s-van#2'
          action: 'Allow'
          ipMask: '198.51.100.7'
        }
        {
          filterName: 'carrier:north(apn)'
          action: 'Allow'
          ipMask: '192.0.2.64/26'
        }
      ]
    }
    restrictOutboundNetworkAccess: true
    allowedFqdnList: [
      'stfieldcold.blob.${environment().suffixes.storage}'
      'evhns-field-hot.servicebus.windows.net'
      #disable-next-line no-hardcoded-env-urls
      'stregistrybackup.blob.core.windows.net'
    ]
    eventHubEndpoints: {
      events: {
        partitionCount: 8
        retentionTimeInDays: 2
      }
    }
    routing: {
      endpoints: {
        storageContainers: [
          {
            name: 'cold'
            authenticationType: 'identityBased'
            endpointUri: 'https://stfieldcold.blob.${environment().suffixes.storage}'
            containerName: 'telemetry'
            encoding: 'AvroDeflate'
            fileNameFormat: '{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}'
            batchFrequencyInSeconds: 120
            maxChunkSizeInBytes: 104857600
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
        eventHubs: [
          {
            name: 'alarms'
            authenticationType: 'identityBased'
            endpointUri: 'sb://evhns-field-hot.servicebus.windows.net'
            entityPath: 'alarms'
            subscriptionId: subscription().subscriptionId
            resourceGroup: resourceGroup().name
          }
        ]
      }
      routes: [
        {
          name: 'odd-text'
          source: 'DeviceMessages'
          condition: '$body.site = \'O\\\'Neill & "Sons"\'\nAND note = "\${not.a.variable} {0} [x] 21°C"\nAND CONTAINS($body.path, \'C:\\\\temp\')'
          endpointNames: [
            'alarms'
          ]
          isEnabled: true
        }
        {
          name: 'tabbed'
          source: 'TwinChangeEvents'
          condition: '$body.tags.area = \'north\'\tOR $body.tags.area = \'south\''
          endpointNames: [
            'alarms'
          ]
          isEnabled: true
        }
      ]
      enrichments: [
        {
          key: 'site'
          value: '$twin.tags.site'
          endpointNames: [
            'cold'
            'alarms'
          ]
        }
        {
          key: 'plant'
          value: '[north]'
          endpointNames: [
            'cold'
          ]
        }
      ]
      fallbackRoute: {
        name: '$fallback'
        source: 'DeviceMessages'
        condition: 'true'
        endpointNames: [
          'cold'
        ]
        isEnabled: true
      }
    }
  }
}

@description('Host name that devices and services connect to.')
output hostName string = hub.properties.hostName
