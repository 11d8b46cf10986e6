// Made by hubseal from policy-dns.yaml. Change the intent, not this file.

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' existing = {
  name: 'iot-bottling'
}

@description('Object id of the system-assigned identity of the hub.')
output principalId string = hub.identity.principalId
