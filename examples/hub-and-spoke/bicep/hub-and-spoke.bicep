// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

metadata description = 'Turbine telemetry of two regions, in a landing zone whose networks and zones belong to the connectivity team.'

// ---------------------------------------------------------------------------------------------------------------------
// Target: lake
// ---------------------------------------------------------------------------------------------------------------------

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stturbineslake'
  location: 'westeurope'
  tags: {
    costCenter: '4711'
    environment: 'prod'
  }
  sku: {
    name: 'Standard_GZRS'
  }
  kind: 'StorageV2'
  properties: {
    isHnsEnabled: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
      resourceAccessRules: [
        {
          tenantId: tenant().tenantId
          resourceId: hubSeed.id
        }
      ]
      ipRules: [
        {
          value: '203.0.113.7'
          action: 'Allow'
        }
        {
          value: '198.51.100.16/28'
          action: 'Allow'
        }
      ]
      virtualNetworkRules: [
        {
          id: resourceId(
            '22222222-2222-4222-8222-222222222222',
            'rg-net-weu',
            'Microsoft.Network/virtualNetworks/subnets',
            'vnet-spoke-weu',
            'analytics'
          )
          action: 'Allow'
        }
      ]
    }
  }
}

resource lakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: lake
  name: 'default'
}

resource lakeTelemetry 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'telemetry'
}

resource lakeUploads 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'uploads'
}

module lakeEndpointPeStturbineslakeBlob 'modules/endpoint-pe-stturbineslake-blob.bicep' = {
  name: 'hub-and-spoke-endpoint-pe-stturbineslake-blob'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-endpoints-weu')
  params: {
    lakeId: lake.id
  }
}

module lakeEndpointPeStturbineslakeDfs 'modules/endpoint-pe-stturbineslake-dfs.bicep' = {
  name: 'hub-and-spoke-endpoint-pe-stturbineslake-dfs'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-endpoints-weu')
  params: {
    lakeId: lake.id
  }
  dependsOn: [
    lakeEndpointPeStturbineslakeBlob
  ]
}

resource lakeTelemetryStorageBlobDataReaderFor55555555 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: lakeTelemetry
  name: guid(lakeTelemetry.id, '55555555-5555-4555-8555-555555555555', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    principalId: '55555555-5555-4555-8555-555555555555'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1' // Storage Blob Data Reader
    )
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream
// ---------------------------------------------------------------------------------------------------------------------

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-turbines'
  location: 'westeurope'
  tags: {
    costCenter: '4711'
    environment: 'prod'
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

resource streamFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: stream
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource streamAlarms 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'alarms'
  properties: {
    partitionCount: 2
    messageRetentionInDays: 1
  }
}

resource streamAlarmsControlRoom 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: streamAlarms
  name: 'control-room'
}

resource streamTelemetry 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'telemetry'
  properties: {
    partitionCount: 8
    messageRetentionInDays: 7
  }
}

resource streamTelemetryAnalytics 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: streamTelemetry
  name: 'analytics'
}

resource streamTelemetryArchive 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: streamTelemetry
  name: 'archive'
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
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
  name: 'hub-and-spoke-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'hub-and-spoke-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    lake
    streamAlarms
    streamTelemetry
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'hub-and-spoke-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

module hubEndpointPeTurbinesWeu 'modules/endpoint-pe-turbines-weu.bicep' = {
  name: 'hub-and-spoke-endpoint-pe-turbines-weu'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-endpoints-weu')
  params: {
    hubId: hubSeed.id
  }
  dependsOn: [
    roles
    lakeEndpointPeStturbineslakeDfs
  ]
}

module hubEndpointPeTurbinesNeu 'modules/endpoint-pe-turbines-neu.bicep' = {
  name: 'hub-and-spoke-endpoint-pe-turbines-neu'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-endpoints-neu')
  params: {
    hubId: hubSeed.id
  }
  dependsOn: [
    hubEndpointPeTurbinesWeu
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes, file upload
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'hub-and-spoke-hub'
  dependsOn: [
    lakeTelemetry
    lakeUploads
    streamFirewall
    settle
    hubEndpointPeTurbinesNeu
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Roles of others on the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubIoTHubDataContributorFor44444444 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hubSeed
  name: guid(hubSeed.id, '44444444-4444-4444-8444-444444444444', '4fc6c259-987e-4a07-842e-c321cc9d413f')
  properties: {
    principalId: '44444444-4444-4444-8444-444444444444'
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4fc6c259-987e-4a07-842e-c321cc9d413f' // IoT Hub Data Contributor
    )
  }
  dependsOn: [
    hub
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Diagnostics
// ---------------------------------------------------------------------------------------------------------------------

resource hubDiagnosticsToCentralWorkspace 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hubSeed
  name: 'to-central-workspace'
  properties: {
    workspaceId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-monitor/providers/Microsoft.OperationalInsights/workspaces/law-central'
    logs: [
      {
        category: 'Connections'
        enabled: true
      }
      {
        category: 'Routes'
        enabled: true
      }
      {
        category: 'DeviceIdentityOperations'
        enabled: true
      }
      {
        category: 'FileUploadOperations'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
  dependsOn: [
    hub
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
    notes: 'Set by the intent hub-and-spoke.yaml.'
  }
  dependsOn: [
    hubIoTHubDataContributorFor44444444
    hubDiagnosticsToCentralWorkspace
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
