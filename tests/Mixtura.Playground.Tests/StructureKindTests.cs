using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Tests;

public class StructureKindTests
{
    /// <summary>Each of the library's structures once, under the name that the library's file format or enumeration gives it.</summary>
    [Fact]
    public void All_fourteen_are_there_once()
    {
        Assert.Equal(Enum.GetValues<CovarianceStructure>().Order(), StructureKind.All.Select(k => k.Structure).Order());
        foreach (var kind in StructureKind.All.Where(k => k.Structure.ToString().Length == 3))
        {
            Assert.Equal(kind.Structure.ToString(), kind.Letters);
        }
    }

    /// <summary>A sketch has equal areas where volumes are equal, equal ratios where shapes are, and equal angles where orientations are; and unequal ones elsewhere.</summary>
    [Fact]
    public void Sketches_show_what_the_letters_say()
    {
        foreach (var kind in StructureKind.All)
        {
            var (one, two) = (kind.Sketch[0], kind.Sketch[1]);
            Assert.Equal(kind.Letters[0] == 'E', Math.Abs((one.Across * one.Up) - (two.Across * two.Up)) < 1e-9);
            Assert.Equal(kind.Letters[1] != 'V', Math.Abs((one.Across / one.Up) - (two.Across / two.Up)) < 1e-9);
            Assert.Equal(kind.Letters[2] != 'V', one.Angle == two.Angle);
            Assert.Equal(kind.Letters[1] == 'I', one.Across == one.Up && two.Across == two.Up);
        }
    }
}
