using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>An option that takes one of a few words, each of which stands for a value.</summary>
internal sealed class WordOption<T> : Option<string>
{
    private readonly IReadOnlyList<(string Word, T Value)> words;

    /// <param name="name">With its dashes.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="words">The words and what they stand for; the first is the default.</param>
    /// <param name="elsewhere">Words that are known, and where they can be had.</param>
    /// <param name="helpName">How the help names the words in short, where they are many.</param>
    public WordOption(string name, string description, IReadOnlyList<(string Word, T Value)> words, IReadOnlyList<(string Word, string Where)>? elsewhere = null, string? helpName = null)
        : base(name)
    {
        this.words = words;
        Description = description;
        var all = string.Join('|', words.Select(w => w.Word));
        HelpName = helpName ?? all;
        DefaultValueFactory = _ => words[0].Word;
        CompletionSources.Add([.. words.Select(w => w.Word)]);
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!words.Any(w => Same(w.Word, text)))
            {
                var known = elsewhere?.FirstOrDefault(w => Same(w.Word, text)).Where;
                result.AddError(known is null ? $"{name} takes {all}, not \"{text}\"." : $"{name} {text} is for {known}: here it takes {all}.");
            }

            return text;
        };
    }

    public T Value(ParseResult parse)
    {
        var text = parse.GetValue(this)!;
        return words.First(w => Same(w.Word, text)).Value;
    }

    /// <summary>The first word for a value.</summary>
    public string NameOf(T value) => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Word;

    private static bool Same(string word, string text) => string.Equals(word, text, StringComparison.OrdinalIgnoreCase);
}
