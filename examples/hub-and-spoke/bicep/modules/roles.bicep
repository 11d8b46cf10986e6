// Made by hubseal from hub-and-spoke.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stturbineslake'
}

resource lakeGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: lake
  name: guid(lake.id, principalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
    )
  }
}

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: 'evhns-turbines'
}

resource streamAlarms 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: stream
  name: 'alarms'
}

resource streamAlarmsGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: streamAlarms
  name: guid(streamAlarms.id, principalId, '2b629674-e913-4c01-ae53-ef4638d8f975')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '2b629674-e913-4c01-ae53-ef4638d8f975' // Azure Event Hubs Data Sender
    )
  }
}

resource streamTelemetry 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: stream
  name: 'telemetry'
}

resource streamTelemetryGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: streamTelemetry
  name: guid(streamTelemetry.id, principalId, '2b629674-e913-4c01-ae53-ef4638d8f975')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '2b629674-e913-4c01-ae53-ef4638d8f975' // Azure Event Hubs Data Sender
    )
  }
}
