// Made by hubseal from file-upload-only.yaml. Change the intent, not this file.

metadata description = 'Cameras upload pictures; there is no telemetry.'

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

resource zoneHubLinkVnetCameras 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneHub
  name: 'vnet-cameras'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-camera-network', 'Microsoft.Network/virtualNetworks', 'vnet-cameras')
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

resource zoneServiceBusLinkVnetCameras 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServiceBus
  name: 'vnet-cameras'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-camera-network', 'Microsoft.Network/virtualNetworks', 'vnet-cameras')
    }
  }
}

resource zoneBlob 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
  tags: {
    environment: 'prod'
  }
}

resource zoneBlobLinkVnetCameras 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlob
  name: 'vnet-cameras'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId('rg-camera-network', 'Microsoft.Network/virtualNetworks', 'vnet-cameras')
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Target: pictures
// ---------------------------------------------------------------------------------------------------------------------

resource pictures 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stcamerapictures'
  location: 'northeurope'
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

resource picturesBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: pictures
  name: 'default'
}

resource picturesUploads 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: picturesBlobs
  name: 'uploads'
}

resource picturesEndpointPeStcamerapictures 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-stcamerapictures'
  location: 'northeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-camera-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-cameras', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-stcamerapictures'
        properties: {
          privateLinkServiceId: pictures.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource picturesEndpointPeStcamerapicturesZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: picturesEndpointPeStcamerapictures
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
// Hub, first write: made once, so that its identity exists; skipped on every later deployment
// ---------------------------------------------------------------------------------------------------------------------

@onlyIfNotExists()
resource hubSeed 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: 'iot-cameras'
  location: 'northeurope'
  tags: {
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
  name: 'file-upload-only-hub-identity'
  dependsOn: [
    hubSeed
  ]
}

module roles 'modules/roles.bicep' = {
  name: 'file-upload-only-roles'
  params: {
    principalId: hubIdentity.outputs.principalId
  }
  dependsOn: [
    pictures
  ]
}

// Time for the new role assignments to take effect: empty deployments, one after the other
@batchSize(1)
module settle 'modules/settle.bicep' = [
  for i in range(0, 6): {
    name: 'file-upload-only-settle-${i}'
    dependsOn: [
      roles
    ]
  }
]

// ---------------------------------------------------------------------------------------------------------------------
// Private endpoints of the hub, consumer groups: one at a time, each writes the hub
// ---------------------------------------------------------------------------------------------------------------------

resource hubEndpointPeIotCameras 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-iot-cameras'
  location: 'northeurope'
  tags: {
    environment: 'prod'
  }
  properties: {
    subnet: {
      id: resourceId('rg-camera-network', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-cameras', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-iot-cameras'
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
    picturesEndpointPeStcamerapicturesZones
  ]
}

resource hubEndpointPeIotCamerasZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: hubEndpointPeIotCameras
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
  name: 'file-upload-only-hub'
  dependsOn: [
    picturesUploads
    settle
    hubEndpointPeIotCamerasZones
  ]
}

output hubId string = hubSeed.id
output hubHostName string = hub.outputs.hostName
output hubPrincipalId string = hubIdentity.outputs.principalId
