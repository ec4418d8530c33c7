metadata description = 'The storage account: queues, tables, containers of files, and the container the code is deployed to.'

@description('Name of the account: 3 to 24 small letters and digits, unique in all of Azure.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Redundancy.')
param sku string

@description('Every queue, poison queues included.')
param queueNames string[]

@description('Every table.')
param tableNames string[]

@description('Every container of files; what is in them is sealed by the app, except what banks put into their inbox.')
param containerNames string[]

@description('Days after which a file for or from a bank is deleted.')
param bankFileDays int

@description('Days after which an export of the ledger and its parts are deleted.')
param exportDays int

@description('Log Analytics workspace for the queue log.')
param workspaceId string

@description('Locks the account against deletion.')
param protectData bool

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    // Account keys open every grant to whoever finds one. Without them only Entra ID identities with a role get in.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      // Queues and tables can take a customer's own key later only if they are created with the account's key.
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        queue: {
          enabled: true
          keyType: 'Account'
        }
        table: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
  }
}

// Tables and queues have no soft delete in Azure; only blobs do. The lock below keeps the account, not single rows.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 14
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
  }
}

resource deploymentContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'app-package'
  properties: {
    publicAccess: 'None'
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for containerName in containerNames: {
  parent: blobs
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}]

// A bank file names people and their accounts. What is in it is in the books; its hash stays with the batch.
resource fileRetention 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-bank-files'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'bank-files/'
                'bank-inbox/'
                'statements/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: bankFileDays
                }
              }
            }
          }
        }
        {
          name: 'delete-exports'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'exports/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: exportDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [for queueName in queueNames: {
  parent: queueService
  name: queueName
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [for tableName in tableNames: {
  parent: tableService
  name: tableName
}]

// Writes only: one line per message sent, which is what the poison alert reads. No message text is in this log.
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queueService
  name: 'queue-writes'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
    ]
  }
}

resource keep 'Microsoft.Authorization/locks@2020-05-01' = if (protectData) {
  scope: account
  name: 'keep-grants-and-ledger'
  properties: {
    level: 'CanNotDelete'
    notes: 'Grants and ledger live here. Remove this lock only after an export was verified.'
  }
}

@description('Name of the account.')
output name string = account.name

@description('Container the function app runs its package from.')
output deploymentContainerName string = deploymentContainer.name
