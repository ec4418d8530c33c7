using System.Text.Json.Serialization;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Protection;

/// <summary>What is sealed, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PersonalData))]
[JsonSerializable(typeof(RouteDetails))]
[JsonSerializable(typeof(FileKey))]
internal sealed partial class PersonJson : JsonSerializerContext;
