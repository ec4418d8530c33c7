using '../main.bicep'

// A place to try things: cheap redundancy, short logs, and no lock, because its data may be thrown away.
param environmentName = 'dev'
param storageSku = 'Standard_LRS'
param logRetentionDays = 30
param protectData = false

// The client id of the API registration; it differs in every tenant, so there is no default.
param authenticationAudience = readEnvironmentVariable('GRANTFLOW_AUDIENCE')

// Set for the first deployment only, from a random source: see docs/infrastructure.md. Empty leaves the vault as it is.
param identityHashKey = readEnvironmentVariable('GRANTFLOW_IDENTITY_HASH_KEY', '')
