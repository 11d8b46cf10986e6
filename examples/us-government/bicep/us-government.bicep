// Made by hubseal from us-government.yaml. Change the intent, not this file.

metadata description = 'Substation 7 in Azure Government; names are resolved by the central DNS policy.'

// ---------------------------------------------------------------------------------------------------------------------
// Target: archive
// ---------------------------------------------------------------------------------------------------------------------

resource archive 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stsubstation7archive'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
    environment: 'prod'
  }
  sku: {
    name: 'Standard_GZRS'
  }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: []
      virtualNetworkRules: []
    }
  }
}

resource archiveBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: archive
  name: 'default'
}

resource archiveRaw 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: archiveBlobs
  name: 'raw'
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: commands
// ---------------------------------------------------------------------------------------------------------------------

resource commands 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sb-substation-7'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
    environment: 'prod'
  }
  sku: {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource commandsFirewall 'Microsoft.ServiceBus/namespaces/networkRuleSets@2024-01-01' = {
  parent: commands
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource commandsTrips 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: commands
  name: 'trips'
  properties: {}
}

resource commandsEndpointPeSbSubstation7 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-sb-substation-7'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-grid-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-grid', 'data')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-sb-substation-7'
        properties: {
          privateLinkServiceId: commands.id
          groupIds: [
            'namespace'
          ]
        }
      }
    ]
  }
  dependsOn: [
    commandsFirewall
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-substation-7'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
    environment: 'prod'
  }
  sku: {
    name: 'S1'
    capacity: 1
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
        partitionCount: 4
        retentionTimeInDays: 1
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
  name: 'us-government-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'us-government-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    archive
    commandsTrips
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'us-government-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotSubstation7 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-substation-7'
  location: 'usgovvirginia'
  tags: {
    boundary: 'grid-ops'
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-grid-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-grid', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-substation-7'
        properties: {
          privateLinkServiceId: hubSeed.id
          groupIds: [
            'iotHub'
          ]
        }
      }
    ]
  }
  dependsOn: [
    roles
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'us-government-hub'
  dependsOn: [
    archiveRaw
    commandsFirewall
    settle
    hubEndpointPeIotSubstation7
  ]
}

// ---------------------------------------------------------------------------------------------------------------------
// Diagnostics
// ---------------------------------------------------------------------------------------------------------------------

resource hubDiagnosticsToWorkspace 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hubSeed
  name: 'to-workspace'
  properties: {
    workspaceId: resourceId('rg-grid-monitor', 'Microsoft.OperationalInsights/workspaces', 'law-grid')
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
    ]
  }
  dependsOn: [
    hub
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
