// Made by hubseal from demo.yaml. Change the intent, not this file.

metadata description = 'It\'s [all]'

// ---------------------------------------------------------------------------------------------------------------------
// Boxes
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
@retryOn(['400123', 'Conflict'], 12)
resource first 'Contoso.Things/boxes@2024-01-01' = {
  name: 'box-1'
  properties: {
    empty: {}
    none: []
    big: 4294967296
    on: true
    quoted: 'it\'s [x]'
    bracketed: '[x]'
    hosts: [
      #disable-next-line no-hardcoded-env-urls
      'a.vault.azure.net'
      'b.example'
    ]
    suffix: '{\'\${a}${environment().suffixes.storage}}'
    copy: {
      '${far.id}': {}
    }
    call: guid(
      4294967296,
      true,
      [
        'a'
      ],
      {
        b: 'it\'s'
      } // Behind the last
    )
  }
}

resource far 'Contoso.Things/boxes@2024-01-01' existing = {
  scope: resourceGroup('rg-far')
  name: 'box-far'
}

resource known 'Contoso.Things/boxes/lids@2024-01-01' existing = {
  parent: first
  name: 'lid-known'
}

resource hinge 'Contoso.Things/boxes/lids/hinges@2024-02-02' = {
  parent: known
  name: 'hinge-1'
  properties: {
    secret: first.listKeys().keys[0].value
    other: byName.id
  }
}

resource byName 'Contoso.Things/boxes/lids/hinges@2024-02-02' = {
  name: '${first.name}/mid/hinge-2'
}

// What it is for
module inner 'modules/inner.bicep' = {
  name: 'demo-inner'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-inner')
  params: {
    thing: first.identity.principalId
  }
}

@batchSize(1)
module wait 'modules/wait.bicep' = [
  for i in range(0, 2): {
    name: 'demo-wait-${i}'
    dependsOn: [
      inner
    ]
  }
]

resource mark 'Contoso.Rules/marks@2023-03-03' = {
  scope: hinge
  name: guid(hinge.id)
  dependsOn: [
    wait
  ]
}

output id string = mark.id
output host string = inner.outputs.host

@description('What is far')
output far string = far.id
