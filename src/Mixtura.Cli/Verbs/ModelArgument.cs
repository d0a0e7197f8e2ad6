using System.CommandLine;

namespace Mixtura.Cli.Verbs;

/// <summary>MODEL: a file that a fit has written.</summary>
internal sealed class ModelArgument : Argument<string>
{
    public ModelArgument()
        : base("MODEL") => Description = "A model file, as --model of fit writes it.";

    public ClusteringModel Read(ParseResult parse) => ModelFile.Read(parse.GetRequiredValue(this));
}
