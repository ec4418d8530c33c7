metadata description = 'The vault: the RSA key that wraps the keys of personal data, the secret key of the identity hash, and the key of the mobile money provider.'

@description('Name of the vault: 3 to 24 letters, digits and hyphens, unique in all of Azure.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Base64 of 32 random bytes, or empty to leave the stored secret alone.')
@secure()
param identityHashKey string

@description('Key that the mobile money provider gave, or empty to leave the stored secret alone.')
@secure()
param mobileMoneyApiKey string

@description('Log Analytics workspace for the audit log.')
param workspaceId string

@description('Locks the vault against deletion.')
param protectData bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    // A purged key is every person's data lost at once, so nobody can purge for 90 days, not even an owner.
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Enabled'
  }
}

// A second deployment returns the key as it is: Azure makes no new version here and does not change the old one.
resource dataKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'data-key'
  tags: tags
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    attributes: {
      enabled: true
      exportable: false
    }
  }
}

// The value comes from the deployer's pipe, never from a file. It is written only when given, because a new value would
// make every known person unknown again: their hashes change and a second grant for the same person would pass.
resource identityHash 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(identityHashKey)) {
  parent: vault
  name: 'identity-hash-key'
  tags: tags
  properties: {
    contentType: 'base64, 32 bytes'
    value: identityHashKey
    attributes: {
      enabled: true
    }
  }
}

// Given by the provider and changed when it asks for that; nothing we store depends on it.
resource mobileMoneyKey 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(mobileMoneyApiKey)) {
  parent: vault
  name: 'mobile-money-api-key'
  tags: tags
  properties: {
    contentType: 'text'
    value: mobileMoneyApiKey
    attributes: {
      enabled: true
    }
  }
}

resource auditLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

resource keep 'Microsoft.Authorization/locks@2020-05-01' = if (protectData) {
  scope: vault
  name: 'keep-keys'
  properties: {
    level: 'CanNotDelete'
    notes: 'Without this vault no personal data can be read again.'
  }
}

@description('Name of the vault.')
output name string = vault.name

@description('Name of the key that wraps data keys.')
output dataKeyName string = dataKey.name

@description('Identifier of that key, without a version: what is wrapped next uses the newest one. Each wrapped key remembers its own.')
output dataKeyUri string = dataKey.properties.keyUri

@description('Address of the identity hash secret. Its value never leaves the vault through a deployment.')
output identityHashKeySecretUri string = '${vault.properties.vaultUri}secrets/identity-hash-key'

@description('Address of the secret that the mobile money provider knows the app by.')
output mobileMoneyApiKeySecretUri string = '${vault.properties.vaultUri}secrets/mobile-money-api-key'
