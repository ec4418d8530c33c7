using GrantFlow.Domain.Values;

namespace GrantFlow.Functions.Http;

/// <summary>Under which key the vault keeps a payout route: one per command that brings one, so that an old route stays what it was.</summary>
internal static class RouteKeys
{
    public static string For(CommandId command) => $"route-{command.Value[(command.Grant.Value.Length + 1)..]}";
}
