using System.Text.Json.Serialization;

namespace Mixtura.Playground.Errands;

/// <summary>Errands as JSON, by code that was made beforehand, as trimming wants it.</summary>
[JsonSerializable(typeof(Errand))]
[JsonSerializable(typeof(SweepRow[]))]
[JsonSerializable(typeof(CompareAnswer))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(TuneAnswer))]
[JsonSerializable(typeof(SelectAnswer))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
internal sealed partial class ErrandJson : JsonSerializerContext;
