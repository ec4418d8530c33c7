using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Demo.Scenario;

/// <summary>Choices that follow from the run and the person: two runs on the same data are of different people.</summary>
internal sealed class Dice(string run, int person)
{
    private readonly Random _random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}/{person}"))));

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Percent(int chance) => _random.Next(100) < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public T Weighted<T>(IReadOnlyList<T> choices, Func<T, int> weight)
    {
        var point = _random.Next(choices.Sum(weight));
        foreach (var choice in choices)
        {
            point -= weight(choice);
            if (point < 0)
            {
                return choice;
            }
        }

        return choices[^1];
    }

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    public void Shuffle<T>(T[] items) => _random.Shuffle(items);
}
