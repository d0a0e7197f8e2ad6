using CsCheck;
using Mixtura.IO.Reading;

namespace Mixtura.IO.Tests;

public class NearestNameTests
{
    /// <summary>The recursive definition of Levenshtein's distance.</summary>
    [Fact]
    public void Edits_are_Levenshteins_distance() =>
        Gen.Select(Word, Word).Sample(words => NearestName.Edits(words.Item1, words.Item2) == Textbook(words.Item1, words.Item2), iter: 300);

    [Fact]
    public void Suggests_nothing_where_nothing_is_near() => Assert.Null(NearestName.Of("petal", ["x", "y"]));

    private static Gen<string> Word => Gen.Char['a', 'c'].Array[0, 6].Select(c => new string(c));

    private static int Textbook(string a, string b) => (a, b) switch
    {
        ("", _) => b.Length,
        (_, "") => a.Length,
        _ when a[0] == b[0] => Textbook(a[1..], b[1..]),
        _ => 1 + Math.Min(Textbook(a[1..], b[1..]), Math.Min(Textbook(a[1..], b), Textbook(a, b[1..]))),
    };
}
