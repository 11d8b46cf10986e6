// Made by hubseal from file-upload-only.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource pictures 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stcamerapictures'
}

resource picturesGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: pictures
  name: guid(pictures.id, principalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
    )
  }
}
