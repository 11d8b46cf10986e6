// Made by hubseal from both-identities.yaml. Change the intent, not this file.

metadata description = 'Press line; the archive is firewalled, the stream is read by partners over the internet.'

// ---------------------------------------------------------------------------------------------------------------------
// Private DNS
// ---------------------------------------------------------------------------------------------------------------------

resource zoneHub 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azure-devices.net'
  location: 'global'
  tags: {
    environment: 'prod'
  }
}

resource zoneHubLinkVnetPress 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneHub
  name: 'vnet-press'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-press')
    }
  }
}

resource zoneServiceBus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.servicebus.windows.net'
  location: 'global'
  tags: {
    environment: 'prod'
  }
}

resource zoneServiceBusLinkVnetPress 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServiceBus
  name: 'vnet-press'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks', 'vnet-press')
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: archive
// ---------------------------------------------------------------------------------------------------------------------

resource archive 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stpresslinearchive'
  location: 'westeurope'
  tags: {
    environment: 'prod'
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

resource archiveBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: archive
  name: 'default'
}

resource archiveTelemetry 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: archiveBlobs
  name: 'telemetry'
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: stream, open to the public as the intent asks
// ---------------------------------------------------------------------------------------------------------------------

resource stream 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-press-line'
  location: 'westeurope'
  tags: {
    environment: 'prod'
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

resource streamFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: stream
  name: 'default'
  properties: {
    publicNetworkAccess: 'Enabled'
    defaultAction: 'Allow'
    trustedServiceAccessEnabled: true
    ipRules: []
    virtualNetworkRules: []
  }
}

resource streamMeasurements 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: stream
  name: 'measurements'
  properties: {
    partitionCount: 4
    messageRetentionInDays: 1
  }
}

resource streamMeasurementsPartner 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: streamMeasurements
  name: 'partner'
}

// ---------------------------------------------------------------------------------------------------------------------
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-press-line'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  sku: {
    name: 'S1'
    capacity: 1
  }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${resourceId('rg-identities', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'id-press-line-stream')}': {}
    }
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
  name: 'both-identities-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'both-identities-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    archive
  ]
}

module identityIdPressLineStream 'modules/identity-id-press-line-stream.bicep' = {
  name: 'both-identities-identity-id-press-line-stream'
  scope: resourceGroup('rg-identities')
}

module rolesIdPressLineStream 'modules/roles-id-press-line-stream.bicep' = {
  name: 'both-identities-roles-id-press-line-stream'
  params: {
    principalId: identityIdPressLineStream.outputs.principalId
  }
  dependsOn: [
    streamMeasurements
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'both-identities-settle-${i}'
    dependsOn: [
      roles
      rolesIdPressLineStream
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotPressLine 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-press-line'
  location: 'westeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-plant-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-press', 'devices')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-press-line'
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
    rolesIdPressLineStream
  ]
}

resource hubEndpointPeIotPressLineZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotPressLine
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
// Hub, full write: endpoints, routes
// ---------------------------------------------------------------------------------------------------------------------

module hub 'modules/hub.bicep' = {
  name: 'both-identities-hub'
  dependsOn: [
    archiveTelemetry
    streamFirewall
    settle
    hubEndpointPeIotPressLineZones
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
