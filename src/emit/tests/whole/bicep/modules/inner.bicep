// Made by hubseal from demo.yaml. Change the intent, not this file.

@description('A [thing]')
param thing string

resource resourceGroup 'Contoso.Things/boxes@2024-01-01' existing = {
  name: 'box-read'
}

resource written 'Contoso.Things/boxes@2024-01-01' = {
  name: thing
  tags: {
    group: az.resourceGroup().name
  }
}

@description('[Host]')
output host string = resourceGroup.properties.host
