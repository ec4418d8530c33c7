using FsCheck;
using FsCheck.Fluent;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>What a random walk does next, roughly.</summary>
internal enum Move
{
    /// <summary>What would normally come next where the grant stands, done right.</summary>
    Forward,

    /// <summary>Someone else's answer arrives: in any order, late, more than once, or never.</summary>
    Answer,

    /// <summary>Any command by anyone, with any content.</summary>
    Anything,
}

/// <summary>One step. The details follow from the seed and from where the grant stands, so a step means something after any other.</summary>
internal sealed record Step(Move Move, int Seed)
{
    /// <summary>Up to 80 steps. Shorter ones are tried when a law breaks, so that what is shown is what it takes.</summary>
    public static Arbitrary<Step[]> Walks { get; } = Arb.From(
        Gen.Choose(1, 80).SelectMany(length => Gen.ArrayOf(One(), length)),
        Shorter);

    private static Gen<Step> One() =>
        from move in Gen.Frequency((8, Gen.Constant(Move.Forward)), (3, Gen.Constant(Move.Answer)), (3, Gen.Constant(Move.Anything)))
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Step(move, seed);

    private static IEnumerable<Step[]> Shorter(Step[] walk)
    {
        for (var cut = walk.Length / 2; cut > 0; cut /= 2)
        {
            for (var at = 0; at + cut <= walk.Length; at += cut)
                yield return [.. walk[..at], .. walk[(at + cut)..]];
        }
    }
}
