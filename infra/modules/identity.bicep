metadata description = 'The one identity the app acts as, towards storage, vault and monitoring.'

@description('Name of the identity.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

// User-assigned, not system-assigned: it exists before the app does, so the roles are in place at the app's first start.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, to attach the identity to the app.')
output id string = identity.id

@description('Object id, to give roles to.')
output principalId string = identity.properties.principalId

@description('Client id, to tell the SDK which identity to use.')
output clientId string = identity.properties.clientId
