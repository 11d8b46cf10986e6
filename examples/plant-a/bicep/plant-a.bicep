// Made by hubseal from plant-a.yaml. Change the intent, not this file.

metadata description = 'Plant A telemetry, reachable from the plant network only.'

// ---------------------------------------------------------------------------------------------------------------------
// Private DNS
// ---------------------------------------------------------------------------------------------------------------------

resource zoneHub 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azure-devices.net'
  location: 'global'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
}

resource zoneHubLinkVnetPlantA 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneHub
  name: 'vnet-plant-a'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-plant-a')
    }
  }
}

resource zoneServiceBus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.servicebus.windows.net'
  location: 'global'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
}

resource zoneServiceBusLinkVnetPlantA 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServiceBus
  name: 'vnet-plant-a'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-plant-a')
    }
  }
}

resource zoneBlob 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
}

resource zoneBlobLinkVnetPlantA 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlob
  name: 'vnet-plant-a'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-plant-a')
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: alerts
// ---------------------------------------------------------------------------------------------------------------------

resource alerts 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sb-plant-a'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
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

resource alertsFirewall 'Microsoft.ServiceBus/namespaces/networkRuleSets@2024-01-01' = {
  parent: alerts
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource alertsCritical 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: alerts
  name: 'critical'
  properties: {}
}

resource alertsEvents 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: alerts
  name: 'events'
  properties: {}
}

resource alertsEventsOps 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: alertsEvents
  name: 'ops'
  properties: {}
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: lake
// ---------------------------------------------------------------------------------------------------------------------

resource lake 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stplantalake'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
  sku: {
    name: 'Standard_ZRS'
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

resource lakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: lake
  name: 'default'
}

resource lakeRaw 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'raw'
}

resource lakeUploads 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'uploads'
}

resource lakeRegistry 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: lakeBlobs
  name: 'registry'
}

resource lakeEndpointPeStplantalake 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-stplantalake'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
  properties: {
    subnet: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-plant-a', 'data')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-stplantalake'
        properties: {
          privateLinkServiceId: lake.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource lakeEndpointPeStplantalakeZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: lakeEndpointPeStplantalake
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          privateDnsZoneId: zoneBlob.id
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream
// ---------------------------------------------------------------------------------------------------------------------

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-plant-a'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource streamFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: stream
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource streamTelemetry 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'telemetry'
  properties: {
    partitionCount: 4
    messageRetentionInDays: 3
  }
}

resource streamTelemetryAnalytics 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: streamTelemetry
  name: 'analytics'
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-plant-a'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
  sku: {
    name: 'S1'
    capacity: 2
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
  name: 'plant-a-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'plant-a-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    alertsCritical
    alertsEvents
    lake
    streamTelemetry
  ]
}

module rolesAudit 'modules/roles-audit.bicep' = {
  name: 'plant-a-roles-audit'
  scope: resourceGroup('22222222-2222-4222-8222-222222222222', 'rg-audit')
  params: {
    principalId: hubIdentity.outputs.principalId
  }
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'plant-a-settle-${i}'
    dependsOn: [
      roles
      rolesAudit
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotPlantA 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-plant-a'
  location: 'westeurope'
  tags: {
    environment: 'prod'
    owner: 'ot-platform'
  }
  properties: {
    subnet: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-plant-a', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-plant-a'
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
    rolesAudit
  ]
}

resource hubEndpointPeIotPlantAZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotPlantA
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'hub'
        properties: {
          privateDnsZoneId: zoneHub.id
        }
      }
      {
        name: 'built-in-endpoint'
        properties: {
          privateDnsZoneId: zoneServiceBus.id
        }
      }
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, full write: endpoints, routes, file upload
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'plant-a-hub'
  dependsOn: [
    alertsFirewall
    lakeRaw
    lakeUploads
    lakeRegistry
    streamFirewall
    settle
    hubEndpointPeIotPlantAZones
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
