// Made by hubseal from allow-list.yaml. Change the intent, not this file.

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
    publicNetworkAccess: 'Enabled'
  }
}
