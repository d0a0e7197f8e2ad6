using System.ComponentModel;
using System.Diagnostics;

namespace Mixtura.Cli.Tutorial;

/// <summary>The browser that this machine opens addresses in.</summary>
internal static class DefaultBrowser
{
    /// <summary>Shows an address in it. Where there is none nothing happens: the address is printed, and can be opened by hand.</summary>
    public static void Open(string url)
    {
        try
        {
            using var opener = Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // No desktop, or no program for addresses.
        }
    }
}
