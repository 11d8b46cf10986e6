// Made by hubseal from allow-list.yaml. Change the intent, not this file.

metadata description = 'Field gateways reach the hub from three known address ranges; there is no private network.'

// ---------------------------------------------------------------------------------------------------------------------
// Target: cold
// ---------------------------------------------------------------------------------------------------------------------

resource cold 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stfieldcold'
  location: 'northeurope'
  tags: {
    environment: 'prod'
    owner: 'field-ops'
  }
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: [
        {
          value: '203.0.113.7'
          action: 'Allow'
        }
      ]
      virtualNetworkRules: []
    }
  }
}

resource coldBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: cold
  name: 'default'
}

resource coldTelemetry 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: coldBlobs
  name: 'telemetry'
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: hot
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hot 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-field-hot'
  location: 'northeurope'
  tags: {
    environment: 'prod'
    owner: 'field-ops'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource hotFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: hot
  name: 'default'
  properties: {
    publicNetworkAccess: 'Enabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: [
      {
        ipMask: '203.0.113.0/28'
        action: 'Allow'
      }
    ]
    virtualNetworkRules: []
  }
}

module hotFull 'modules/namespace-hot.bicep' = {
  name: 'allow-list-namespace-hot'
  dependsOn: [
    hotFirewall
  ]
}

resource hotAlarms 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: hot
  name: 'alarms'
  properties: {
    partitionCount: 2
    messageRetentionInDays: 1
  }
  dependsOn: [
    hotFull
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
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
// Identities and roles
// ---------------------------------------------------------------------------------------------------------------------

module hubIdentity 'modules/hub-identity.bicep' = {
  name: 'allow-list-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'allow-list-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    cold
    hotAlarms
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'allow-list-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'allow-list-hub'
  dependsOn: [
    coldTelemetry
    settle
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Lock
// ---------------------------------------------------------------------------------------------------------------------

resource hubLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: hubSeed
  name: 'hubseal'
  properties: {
    level: 'CanNotDelete'
    notes: 'Set by the intent allow-list.yaml.'
  }
  dependsOn: [
    hub
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
