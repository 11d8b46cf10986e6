// Made by hubseal from policy-dns.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: 'evhns-bottling'
}

resource streamCounters 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: stream
  name: 'counters'
}

resource streamCountersGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: streamCounters
  name: guid(streamCounters.id, principalId, '2b629674-e913-4c01-ae53-ef4638d8f975')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '2b629674-e913-4c01-ae53-ef4638d8f975' // Azure Event Hubs Data Sender
    )
  }
}
