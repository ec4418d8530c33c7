metadata description = 'GrantFlow in one resource group: function app, storage, key vault, identity, monitoring.'

// Resource-group scope: whoever deploys needs rights on one group only, and deleting the group removes everything.
targetScope = 'resourceGroup'

@description('Short name of the environment, small letters and digits; becomes part of every resource name.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('Azure region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('Redundancy of the storage account that holds grants, ledger and queues.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_ZRS'

// Not the application id URI: tokens of version 2, the ones the authority below issues, always carry the client id.
@description('Audience a bearer token must carry: the client id of the API registration in Entra ID.')
param authenticationAudience string

@description('Entra ID tenant whose tokens are accepted.')
param authenticationTenantId string = tenant().tenantId

@description('How money leaves: by the routes (bank, wallet, cash desk), or by the sandbox, which moves none.')
@allowed([
  'routes'
  'sandbox'
])
param payoutProvider string = 'sandbox'

@description('Days after which the sanctions list is too old to order from anybody; suppliers must then be registered. Empty where that is not asked for.')
param supplierListDays string = ''

@description('Who publishes as IATI: identifier in the IATI registry, name, and kind by the code list OrganisationType. All empty where nothing is published.')
param iatiPublisher object = {
  reference: ''
  name: ''
  type: ''
}

@description('Address of the mobile money provider, with https, up to its version. Needed where money leaves by the routes.')
param mobileMoneyProvider string = ''

@description('Key that the mobile money provider knows the app by. Goes to the vault; empty leaves the stored key alone.')
@secure()
param mobileMoneyApiKey string = ''

@description('Days that money waits at the cash desk of a country office before it goes back.')
@minValue(1)
@maxValue(366)
param cashDeskValidDays int = 30

@description('Who orders bank payments; with routes the app does not start without name, town, country, iban and bic. Every bank on the way reads the name, so it says nothing of why people are paid. accounts: funding lines paid from another account, as line=IBAN,BIC;line=IBAN,BIC. charges: DEBT or SHAR.')
param orderingParty object = {
  name: ''
  town: ''
  country: ''
  iban: ''
  bic: ''
  accounts: ''
  charges: 'DEBT'
}

@description('Key of the identity hash, base64 of 32 random bytes. Give it with the first deployment only and never change it: duplicate grants are found by this hash. Empty leaves the stored key alone.')
@secure()
param identityHashKey string = ''

@description('Who is told when a message lands in a poison queue.')
param alertEmails string[] = []

@description('Days the logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Most instances the app may grow to. 40 is the lowest ceiling that every Flex Consumption region accepts.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of one instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Days after which a file for or from a bank is deleted; storage keeps it for another 14 before it is gone for good. See docs/bank-files.md.')
@minValue(30)
@maxValue(3650)
param bankFileDays int = 90

@description('Days after which a large export of the ledger is deleted; its link ends after 24 hours. See docs/exports.md.')
@minValue(2)
@maxValue(30)
param exportDays int = 2

@description('Locks storage and vault against deletion. False only where the data may be thrown away.')
param protectData bool = true

// The same names as QueueNames.All, TableNames.All and ContainerNames.All in GrantFlow.Pipeline; a test compares.
var queueNames = [
  'commands'
  'households'
  'screening'
  'funding'
  'payouts'
  'batches'
  'statements'
  'postings'
  'views'
  'exports'
]
var tableNames = [
  'grants'
  'households'
  'identities'
  'people'
  'funding'
  'payments'
  'batches'
  'statements'
  'rates'
  'evidence'
  'suppliers'
  'ledger'
  'views'
  'attention'
  'sandbox'
  'seals'
  'exports'
]

var containerNames = [
  'bank-files'
  'bank-inbox'
  'statements'
  'evidence'
  'seals'
  'supplier-lists'
  'exports'
]

// The host names the poison queue itself, by this suffix. Declared here so that it exists before the first failure.
var poisonQueueNames = map(queueNames, name => '${name}-poison')

var stage = toLower(environmentName)
var token = uniqueString(resourceGroup().id)
var tags = {
  application: 'grantflow'
  environment: stage
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-grantflow-${stage}-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    nameSuffix: 'grantflow-${stage}-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    alertEmails: alertEmails
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('grantflow${stage}${token}', 24)
    location: location
    tags: tags
    sku: storageSku
    queueNames: concat(queueNames, poisonQueueNames)
    tableNames: tableNames
    containerNames: containerNames
    bankFileDays: bankFileDays
    exportDays: exportDays
    workspaceId: monitoring.outputs.workspaceId
    protectData: protectData
  }
}

module keyVault 'modules/keyVault.bicep' = {
  name: 'keyVault'
  params: {
    name: take('kv-${stage}-${token}', 24)
    location: location
    tags: tags
    identityHashKey: identityHashKey
    mobileMoneyApiKey: mobileMoneyApiKey
    workspaceId: monitoring.outputs.workspaceId
    protectData: protectData
  }
}

module roleAssignments 'modules/roleAssignments.bicep' = {
  name: 'roleAssignments'
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.name
    keyVaultName: keyVault.outputs.name
    dataKeyName: keyVault.outputs.dataKeyName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module functionApp 'modules/functionApp.bicep' = {
  name: 'functionApp'
  params: {
    name: 'func-grantflow-${stage}-${token}'
    planName: 'plan-grantflow-${stage}-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    deploymentContainerName: storage.outputs.deploymentContainerName
    applicationInsightsConnectionString: monitoring.outputs.applicationInsightsConnectionString
    authenticationAuthority: '${environment().authentication.loginEndpoint}${authenticationTenantId}/v2.0'
    authenticationAudience: authenticationAudience
    dataKeyUri: keyVault.outputs.dataKeyUri
    identityHashKeySecretUri: keyVault.outputs.identityHashKeySecretUri
    payoutProvider: payoutProvider
    supplierListDays: supplierListDays
    iatiPublisher: iatiPublisher
    cashDeskValidDays: cashDeskValidDays
    mobileMoneyProvider: mobileMoneyProvider
    mobileMoneyApiKeySecretUri: keyVault.outputs.mobileMoneyApiKeySecretUri
    orderingParty: orderingParty
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
  }
  // Without its roles the app cannot fetch its package, its settings or its queues, so they come first.
  dependsOn: [
    roleAssignments
  ]
}

@description('Name of the function app, for the deployment of the code.')
output functionAppName string = functionApp.outputs.name

@description('Where the HTTP API answers.')
output functionAppUrl string = functionApp.outputs.url

@description('Name of the vault that holds the key and the secret.')
output keyVaultName string = keyVault.outputs.name

@description('Name of the storage account.')
output storageAccountName string = storage.outputs.name
