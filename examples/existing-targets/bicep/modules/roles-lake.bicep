// Made by hubseal from existing-targets.yaml. Change the intent, not this file.

@description('Object id of the system-assigned identity of the hub.')
param principalId string

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'stfleetlake'
}

resource lakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: lake
  name: 'default'
}

resource lakeAudit 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = {
  parent: lakeBlobs
  name: 'audit'
}

resource lakeAuditGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: lakeAudit
  name: guid(lakeAudit.id, principalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
    )
  }
}

resource lakeRaw 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = {
  parent: lakeBlobs
  name: 'raw'
}

resource lakeRawGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: lakeRaw
  name: guid(lakeRaw.id, principalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
    )
  }
}
