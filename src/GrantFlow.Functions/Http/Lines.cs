using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http;

/// <summary>Line ids in paths.</summary>
internal static class Lines
{
    public static LineId Parse(string line) => LineId.TryParse(line, out var id) ? id : throw new BadRequestException("line", $"Expected {LineId.Expected}.");
}
