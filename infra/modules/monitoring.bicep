metadata description = 'Logs, telemetry and the alert on poison queues.'

@description('End of every name here.')
param nameSuffix string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days the logs are kept.')
param retentionDays int

@description('Who is told when a message lands in a poison queue.')
param alertEmails string[]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${nameSuffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${nameSuffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The connection string is then only an address: telemetry needs the app's identity and its role.
    DisableLocalAuth: true
  }
}

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${nameSuffix}'
  // Action groups are not bound to a region.
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'grantflow'
    emailReceivers: [for (address, index) in alertEmails: {
      name: 'email-${index}'
      emailAddress: address
      useCommonAlertSchema: true
    }]
  }
}

// Why a log query and not a metric: Azure's QueueMessageCount metric counts the whole account and is refreshed once a
// day, so it can tell neither which queue nor when. The queue service's own write log names the queue of every message
// within minutes, and it sees both ways into a poison queue: the host's (failed too often) and ours (unknown message).
// The app's telemetry was the other choice, but an app that is too broken to report is the one that makes poison.
// Split by queue, so that each poison queue is an alert of its own and a known one cannot hide a new one. The window is
// four times the frequency because these log lines may arrive late; the alert resolves an hour after the last message.
resource poisonAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'poison-${nameSuffix}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'GrantFlow: a message landed in a poison queue'
    description: 'A command or message failed too often or is of an unknown kind. It is kept, nothing is lost: find out why, then send it again.'
    severity: 1
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    // The table has no rows before the first message, and Azure would refuse a rule on it.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: '''
            StorageQueueLogs
            | where OperationName == "PutMessage" and StatusCode startswith "2"
            | extend Queue = tostring(split(parse_url(Uri).Path, "/")[1])
            | where Queue endswith "-poison"
            | summarize Messages = count() by Queue, bin(TimeGenerated, 15m)
          '''
          timeAggregation: 'Total'
          metricMeasureColumn: 'Messages'
          dimensions: [
            {
              name: 'Queue'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        onCall.id
      ]
    }
  }
}

@description('Workspace that diagnostic settings write to.')
output workspaceId string = workspace.id

@description('Name of the Application Insights component.')
output applicationInsightsName string = applicationInsights.name

@description('Where telemetry goes. Not a secret here: local authentication is off.')
output applicationInsightsConnectionString string = applicationInsights.properties.ConnectionString
