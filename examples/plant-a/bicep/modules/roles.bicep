// Made by hubseal from plant-a.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource alerts 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: 'sb-plant-a'
}

resource alertsCritical 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: alerts
  name: 'critical'
}

resource alertsCriticalGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: alertsCritical
  name: guid(alertsCritical.id, principalId, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
    )
  }
}

resource alertsEvents 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  parent: alerts
  name: 'events'
}

resource alertsEventsGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: alertsEvents
  name: guid(alertsEvents.id, principalId, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
    )
  }
}

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stplantalake'
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
  name: 'evhns-plant-a'
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
