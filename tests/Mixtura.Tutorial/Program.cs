// Runs the chapters of docs/tutorial, or those whose names begin as given:
//
//   dotnet run -c Release --project tests/Mixtura.Tutorial                    says which pages are not what their snippets print
//   dotnet run -c Release --project tests/Mixtura.Tutorial -- --write         writes what they print, and their figures, into the tutorial
//   dotnet run -c Release --project tests/Mixtura.Tutorial -- --write 04 07   does so for two chapters
using Mixtura.Tutorial;

var writes = args.Contains("--write");
var asked = args.Where(a => a != "--write").ToList();
var folder = Directory.CreateTempSubdirectory("mixtura-tutorial-").FullName;
var stale = 0;
try
{
    var chapters = Chapter.In(TutorialFolder.Path).Where(c => asked.Count == 0 || asked.Exists(a => c.Name.StartsWith(a, StringComparison.Ordinal))).ToList();
    foreach (var (before, after) in chapters.Zip(TutorialFolder.Run(chapters, folder)))
    {
        var same = before.Text == after.Text;
        stale += same ? 0 : 1;
        Console.WriteLine($"{after.Name}: {(same ? "as it is" : writes ? "written" : "prints something else")}");
        if (writes && !same)
        {
            File.WriteAllText(Path.Combine(TutorialFolder.Path, after.Name), after.Text);
        }
    }

    if (writes)
    {
        foreach (var figure in Directory.GetFiles(Path.Combine(folder, "figures")))
        {
            File.Copy(figure, Path.Combine(TutorialFolder.Path, "figures", Path.GetFileName(figure)), overwrite: true);
        }
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return writes || stale == 0 ? 0 : 1;
