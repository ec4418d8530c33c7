metadata description = 'The function app on a Flex Consumption plan.'

@description('Name of the app, unique in all of Azure: it is part of its address.')
param name string

@description('Name of the plan.')
param planName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the identity the app acts as.')
param identityId string

@description('Client id of the same identity.')
param identityClientId string

@description('Storage account of queues, tables and package.')
param storageAccountName string

@description('Container the app runs its package from.')
param deploymentContainerName string

@description('Where telemetry goes.')
param applicationInsightsConnectionString string

@description('Issuer whose tokens are accepted.')
param authenticationAuthority string

@description('Audience a token must carry.')
param authenticationAudience string

@description('Key Vault identifier of the key that wraps data keys.')
param dataKeyUri string

@description('Key Vault address of the identity hash secret.')
param identityHashKeySecretUri string

@description('Which payout provider the app talks to.')
param payoutProvider string

@description('Days after which the sanctions list is too old to order from anybody; suppliers must then be registered. Empty where that is not asked for.')
param supplierListDays string

@description('Who publishes as IATI: reference, name and type, all empty where nothing is published.')
param iatiPublisher object

@description('Address of the mobile money provider; empty where there is none.')
param mobileMoneyProvider string

@description('Key Vault address of the key that the mobile money provider knows the app by.')
param mobileMoneyApiKeySecretUri string

@description('Days that money waits at the cash desk of a country office before it goes back.')
param cashDeskValidDays int

@description('Who orders bank payments: name, town, country, iban, bic, accounts of single funding lines, charges.')
param orderingParty object

@description('Most instances the app may grow to.')
param maximumInstanceCount int

@description('Memory of one instance in MB.')
param instanceMemoryMB int

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    // Vault references in the settings are read with this identity; the default would be one the app does not have.
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // The runtime is said here and only here: on Flex Consumption the FUNCTIONS_* settings must not be set.
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        triggers: {
          http: {
            // A caller with Prefer: wait holds its request open without work, so many fit on one instance.
            perInstanceConcurrency: 64
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
    }
  }
}

// Exactly the names of Settings.All in GrantFlow.Functions; a test compares. No value here is a secret.
resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__accountName: storageAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    GrantFlowStorage__blobServiceUri: account.properties.primaryEndpoints.blob
    GrantFlowStorage__queueServiceUri: account.properties.primaryEndpoints.queue
    GrantFlowStorage__tableServiceUri: account.properties.primaryEndpoints.table
    GrantFlowStorage__credential: 'managedidentity'
    GrantFlowStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    Authentication__Authority: authenticationAuthority
    Authentication__Audience: authenticationAudience
    Protection__KeyId: dataKeyUri
    Protection__IdentityHashKey: '@Microsoft.KeyVault(SecretUri=${identityHashKeySecretUri})'
    Payouts__Provider: payoutProvider
    Suppliers__ListDays: supplierListDays
    Iati__Publisher__Reference: iatiPublisher.reference
    Iati__Publisher__Name: iatiPublisher.name
    Iati__Publisher__Type: iatiPublisher.type
    Payouts__MobileMoney__Provider: mobileMoneyProvider
    // Without a provider there is no secret yet, and a reference to none would be reported as broken.
    Payouts__MobileMoney__ApiKey: empty(mobileMoneyProvider) ? '' : '@Microsoft.KeyVault(SecretUri=${mobileMoneyApiKeySecretUri})'
    Payouts__MobileMoney__Callbacks: 'https://${app.properties.defaultHostName}'
    Payouts__CashDesk__ValidDays: '${cashDeskValidDays}'
    Payouts__Debtor__Name: orderingParty.name
    Payouts__Debtor__Town: orderingParty.town
    Payouts__Debtor__Country: orderingParty.country
    Payouts__Debtor__Iban: orderingParty.iban
    Payouts__Debtor__Bic: orderingParty.bic
    Payouts__Debtor__Accounts: orderingParty.accounts
    Payouts__Debtor__Charges: orderingParty.charges
    AZURE_CLIENT_ID: identityClientId
  }
}

// Publishing with a password is off; the deployment of the code uses the deployer's Entra ID login.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

@description('Name of the app.')
output name string = app.name

@description('Where the HTTP API answers.')
output url string = 'https://${app.properties.defaultHostName}'
