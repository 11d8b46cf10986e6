// Made by hubseal from us-government.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource archive 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stsubstation7archive'
}

resource archiveGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: archive
  name: guid(archive.id, principalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
    )
  }
}

resource commands 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: 'sb-substation-7'
}

resource commandsTrips 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: commands
  name: 'trips'
}

resource commandsTripsGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: commandsTrips
  name: guid(commandsTrips.id, principalId, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
    )
  }
}
