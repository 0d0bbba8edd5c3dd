using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Codeword.EndToEndTests;

/// <summary>
/// A page in Chromium without a window, spoken to by its DevTools protocol: what it shows can be asked for, and what it logs and fetches is kept. CODEWORD_CHROMIUM names the
/// program where it is called otherwise than <c>chromium</c>.
/// </summary>
internal sealed class BrowserPage : IDisposable
{
    private static readonly string[] Watched = ["Page", "Runtime", "Log", "Network"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly CancellationTokenSource _timeout = new(Patience);
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private readonly string _profile;
    private int _sent;

    private BrowserPage(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>What the page wrote to the console, and errors.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Addresses that were asked for, the page's own first.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">The window's width, in pixels.</param>
    /// <param name="scheme">The colours the reader prefers: light or dark.</param>
    /// <param name="hasScripts">Whether scripts may run.</param>
    public static async Task<BrowserPage> OpenAsync(string file, int width = 1100, string scheme = "light", bool hasScripts = true)
    {
        string profile = Directory.CreateTempSubdirectory("codeword-browser-").FullName;
        BrowserPage page = new(
            Process.Start(new ProcessStartInfo(
                Environment.GetEnvironmentVariable("CODEWORD_CHROMIUM") ?? "chromium",
                [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", $"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
                ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!,
            profile);
        try
        {
            await page.ConnectAsync();
            foreach (string domain in Watched)
            {
                await page.SendAsync($"{domain}.enable");
            }

            await page.ResizeAsync(width, scheme);
            await page.SendAsync("Emulation.setScriptExecutionDisabled", $$"""{"value":{{(hasScripts ? "false" : "true")}}}""");
            await page.SendAsync("Page.navigate", JsonSerializer.Serialize(new Dictionary<string, string> { ["url"] = new Uri(file).AbsoluteUri }));
            await page.WaitForAsync(hasScripts ? "document.documentElement?.dataset.charts !== undefined" : "document.readyState === 'complete' && document.title !== ''");
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    /// <summary>Gives the window another width and the reader another taste.</summary>
    public async Task ResizeAsync(int width, string scheme)
    {
        await SendAsync("Emulation.setEmulatedMedia", $$"""{"features":[{"name":"prefers-color-scheme","value":"{{scheme}}"}]}""");
        await SendAsync("Emulation.setDeviceMetricsOverride", $$"""{"width":{{width}},"height":900,"deviceScaleFactor":1,"mobile":{{(width < 600 ? "true" : "false")}}}""");
    }

    /// <summary>The value of an expression.</summary>
    public async Task<JsonElement> AskAsync(string expression)
    {
        JsonElement answer = await SendAsync(
            "Runtime.evaluate", $$"""{"expression":{{JsonSerializer.Serialize(expression)}},"returnByValue":true,"awaitPromise":true}""");
        Assert.False(answer.TryGetProperty("exceptionDetails", out JsonElement fault), fault.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>Presses a key on what has the focus.</summary>
    public async Task PressAsync(string key)
    {
        string text = key == "Enter" ? "\\r" : key;
        await SendAsync("Input.dispatchKeyEvent", $$"""{"type":"keyDown","key":"{{key}}","code":"{{key}}","windowsVirtualKeyCode":13,"text":"{{text}}"}""");
        await SendAsync("Input.dispatchKeyEvent", $$"""{"type":"keyUp","key":"{{key}}","code":"{{key}}","windowsVirtualKeyCode":13}""");
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        while ((await AskAsync(expression)).ValueKind != JsonValueKind.True)
        {
            await Task.Delay(50, _timeout.Token);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _timeout.Dispose();
        RemoveProfile();
    }

    // Children of the browser may still write when it has ended.
    private void RemoveProfile()
    {
        for (int attempt = 0; Directory.Exists(_profile); attempt++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(100);
            }
        }
    }

    private async Task ConnectAsync()
    {
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        string portFile = Path.Combine(_profile, "DevToolsActivePort");
        while (!File.Exists(portFile) || File.ReadAllLines(portFile).Length < 2)
        {
            Assert.False(_process.HasExited, "Chromium ended before it could be asked for anything.");
            await Task.Delay(50, _timeout.Token);
        }

        using var client = new HttpClient();
        while (true)
        {
            string targets = await client.GetStringAsync(new Uri($"http://127.0.0.1:{File.ReadAllLines(portFile)[0]}/json/list"), _timeout.Token);
            using var list = JsonDocument.Parse(targets);
            JsonElement page = list.RootElement.EnumerateArray().FirstOrDefault(target => target.GetProperty("type").GetString() == "page");
            if (page.ValueKind == JsonValueKind.Object)
            {
                await _socket.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), _timeout.Token);
                return;
            }

            await Task.Delay(50, _timeout.Token);
        }
    }

    private async Task<JsonElement> SendAsync(string method, string parameters = "{}")
    {
        int id = ++_sent;
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes($$"""{"id":{{id}},"method":"{{method}}","params":{{parameters}}}"""), WebSocketMessageType.Text, endOfMessage: true, _timeout.Token);
        while (true)
        {
            JsonElement message = await ReceiveAsync();
            if (message.TryGetProperty("id", out JsonElement own) && own.GetInt32() == id)
            {
                Assert.True(message.TryGetProperty("result", out JsonElement result), message.ToString());
                return result;
            }

            Keep(message);
        }
    }

    private void Keep(JsonElement message)
    {
        switch (message.TryGetProperty("method", out JsonElement method) ? method.GetString() : null)
        {
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                Messages.Add(message.GetProperty("params").ToString());
                break;
            case "Network.requestWillBeSent":
                Requests.Add(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), _timeout.Token);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        using var document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.Clone();
    }
}
