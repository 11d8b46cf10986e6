// Made by hubseal from file-upload-only.yaml. Change the intent, not this file.

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' existing = {
  name: 'iot-cameras'
}

@description('Object id of the system-assigned identity of the hub.')
output principalId string = hub.identity.principalId
