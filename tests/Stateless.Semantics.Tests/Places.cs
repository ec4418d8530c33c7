namespace Stateless.Semantics.Tests;

/// <summary>States for every scenario. Names carry no meaning but their place: Outer contains Inner and Sibling, Inner contains Core.</summary>
public enum Place
{
    Start,
    Next,
    Other,
    Outer,
    Inner,
    Sibling,
    Core,
}

public enum Move
{
    Go,
    Back,
    Stay,
    Jump,
}
