// Made by hubseal from policy-dns.yaml. Change the intent, not this file.

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-bottling'
  location: 'swedencentral'
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
      endpoints: {
        eventHubs: [
          {
            name: 'counters'
            authenticationType: 'identityBased'
            endpointUri: 'sb://evhns-bottling.servicebus.windows.net'
            entityPath: 'counters'
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
            'counters'
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
