#:property PublishAot=false
#:project eng/GrantFlow.Dev/GrantFlow.Dev.csproj

// The only command a newcomer needs: dotnet run dev.cs -- up | test | setup. What it does is in eng/GrantFlow.Dev.
return await GrantFlow.Dev.Commands.Run(args);
