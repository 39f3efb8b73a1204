# Reports this machine's public address to ddns53. For Windows PowerShell 5.1 and PowerShell 7; see docs/clients.md.
# The key stays in its file and in this process: it is no argument, no environment variable, and in no message.
#
#   ddns53.ps1 [-KeyFile FILE] [-Address ADDRESS[,ADDRESS]] [-Interface NAME] [-Offline]
#
# Without an address: the one that it calls from. Exit codes are those of sysexits.h, as ddns53-client's.
param(
    [string] $KeyFile = '',
    [string] $Address = '',
    [string] $Interface = '',
    [switch] $Offline
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
# A progress bar would be drawn into the log of a scheduled task.
$ProgressPreference = 'SilentlyContinue'

$Sysexits = @{
    Usage = 64; Data = 65; NoInput = 66; Unavailable = 69; Software = 70
    CantCreate = 73; TempFail = 75; Protocol = 76; NoPerm = 77; Config = 78
}
$AttemptsMost = 4
$WaitMostSeconds = 120
$CallMostSeconds = 30
$OnWindows = [System.Environment]::OSVersion.Platform -eq 'Win32NT'

# ---- words ----

function Write-Word([string] $Text) { [System.Console]::Error.WriteLine("ddns53: $Text") }

# Ends the run with an exit code and a sentence.
function Stop-Run([int] $Code, [string] $Text) {
    $fault = New-Object System.InvalidOperationException -ArgumentList $Text
    $fault.Data['ddns53'] = $Code
    throw $fault
}

# ---- the site, of its key file ----

# Nobody but its owner, the system and administrators may have to do with it.
function Test-Private([string] $File) {
    if (-not $OnWindows) {
        return (Get-Item -LiteralPath $File -Force).UnixMode -match '^.{4}------'
    }
    $acl = Get-Acl -LiteralPath $File
    $sids = [System.Security.Principal.SecurityIdentifier]
    # SYSTEM, administrators, and whoever the owner is.
    $may = @($acl.GetOwner($sids).Value, 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-4')
    foreach ($rule in $acl.GetAccessRules($true, $true, $sids)) {
        if ($rule.AccessControlType -eq 'Allow' -and $may -notcontains $rule.IdentityReference.Value) {
            return $false
        }
    }
    return $true
}

function Read-Site([string] $File) {
    if (-not (Test-Path -LiteralPath $File -PathType Leaf)) {
        Stop-Run $Sysexits.NoInput "$File does not exist: ddns53 site key SITE --out FILE"
    }
    if (-not (Test-Private $File)) {
        Stop-Run $Sysexits.NoPerm "others can read or write $File, so its key counts as known: take their access away, and have it rotated"
    }
    $text = [System.IO.File]::ReadAllText((Resolve-Path -LiteralPath $File).ProviderPath)
    $url = [regex]::Match($text, '(?m)^[ \t]*url[ \t]*[=:]?[ \t]*"(https?://[^"\\\s]+)"')
    $user = [regex]::Match($text, '(?m)^[ \t]*user[ \t]*[=:]?[ \t]*"([A-Za-z0-9._-]{1,64}):([A-Za-z0-9_-]{1,59})"')
    if (-not $url.Success -or -not $user.Success) {
        Stop-Run $Sysexits.Config "$File is not what ""ddns53 site key"" writes: its url or its user is missing"
    }
    return @{ Url = [System.Uri] $url.Groups[1].Value; Id = $user.Groups[1].Value; Key = $user.Groups[2].Value }
}

# ---- signing ----

# The comma keeps PowerShell from taking the octets apart.
function Get-Octets([string] $Text) { return , [System.Text.Encoding]::UTF8.GetBytes($Text) }

function ConvertTo-Hex([byte[]] $Octets) {
    return [System.BitConverter]::ToString($Octets).Replace('-', '').ToLowerInvariant()
}

function Get-Digest([byte[]] $Octets) {
    $sha256 = [System.Security.Cryptography.SHA256]::Create()
    try { return ConvertTo-Hex ($sha256.ComputeHash($Octets)) } finally { $sha256.Dispose() }
}

function Get-Mac([byte[]] $Key, [string] $Text) {
    $hmac = New-Object System.Security.Cryptography.HMACSHA256
    try {
        $hmac.Key = $Key
        return , $hmac.ComputeHash((Get-Octets $Text))
    } finally { $hmac.Dispose() }
}

# Signature Version 4 with DDNS for AWS, as curl --aws-sigv4 ddns:ddns:global:update makes it.
# $Date is yyyyMMddTHHmmssZ; $Type is empty where the request has no content type.
function Get-Authorization {
    param($Site, [string] $Method, [string] $Path, [string] $HostName, [string] $Date, [string] $Type, [byte[]] $Body)
    $day = $Date.Substring(0, 8)
    $scope = "$day/global/update/ddns4_request"
    $names = 'host;x-ddns-date'
    $headers = "host:${HostName}`nx-ddns-date:${Date}`n"
    if ($Type -ne '') {
        $names = "content-type;$names"
        $headers = "content-type:${Type}`n$headers"
    }
    $canonical = "$Method`n$Path`n`n$headers`n$names`n$(Get-Digest $Body)"
    $text = "DDNS4-HMAC-SHA256`n$Date`n$scope`n$(Get-Digest (Get-Octets $canonical))"
    $mac = Get-Octets "DDNS4$($Site.Key)"
    foreach ($part in @($day, 'global', 'update', 'ddns4_request', $text)) { $mac = Get-Mac $mac $part }
    return "DDNS4-HMAC-SHA256 Credential=$($Site.Id)/$scope, SignedHeaders=$names, Signature=$(ConvertTo-Hex $mac)"
}

# ---- which address ----

# By documented ranges: RFC 1918, RFC 6598, link-local, loopback; ULA and link-local of IPv6.
function Test-Inner([string] $One) {
    return $One -match '^(10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2[0-9]|3[01])\.|^100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|^::1$|^f[cd]|^fe[89ab]'
}

# The public addresses of an interface, the first of each family; never a temporary one.
function Get-InterfaceAddresses([string] $Name) {
    $found = @{}
    foreach ($one in @(Get-NetIPAddress -InterfaceAlias $Name)) {
        $family = [string] $one.AddressFamily
        $lasting = $one.AddressState -eq 'Preferred' -and $one.SuffixOrigin -ne 'Random'
        if ($lasting -and -not (Test-Inner $one.IPAddress) -and -not $found.ContainsKey($family)) {
            $found[$family] = $one.IPAddress
        }
    }
    if ($found.Count -eq 0) { Stop-Run $Sysexits.Unavailable "no public address on $Name" }
    return @($found.Values)
}

# A member of the report: "ipv4":"198.51.100.7".
function Get-Claim([string] $One) {
    $parsed = [System.Net.IPAddress]::None
    if (-not [System.Net.IPAddress]::TryParse($One.Trim(), [ref] $parsed)) {
        Stop-Run $Sysexits.Usage """$One"" is no address"
    }
    if ($parsed.AddressFamily -eq 'InterNetworkV6') { $family = 'ipv6' } else { $family = 'ipv4' }
    return """$family"":""$($parsed.IPAddressToString)"""
}

function Get-Report {
    if ($Offline) { return '{"ipv4":null,"ipv6":null}' }
    $addresses = @()
    if ($Address -ne '') {
        $addresses = @($Address -split ',')
    } elseif ($Interface -ne '') {
        $addresses = @(Get-InterfaceAddresses $Interface)
    }
    $claims = @()
    foreach ($one in $addresses) { $claims += Get-Claim $one }
    return '{' + ($claims -join ',') + '}'
}

# ---- the call ----

function New-Client {
    Add-Type -AssemblyName System.Net.Http
    $protocol = [System.Net.ServicePointManager]::SecurityProtocol
    # Windows PowerShell may be set to older ones alone; 0 leaves it to the system.
    if ([int] $protocol -ne 0) {
        [System.Net.ServicePointManager]::SecurityProtocol = $protocol -bor [System.Net.SecurityProtocolType]::Tls12
    }
    $handler = New-Object System.Net.Http.HttpClientHandler
    $handler.AllowAutoRedirect = $false
    $client = New-Object System.Net.Http.HttpClient -ArgumentList $handler
    $client.Timeout = [System.TimeSpan]::FromSeconds($CallMostSeconds)
    return $client
}

# The answer: its status (0 without one), text and wait, which is -1 where it says nothing of it.
function Send-Report($Client, $Site, [string] $Report) {
    $body = Get-Octets $Report
    $type = 'application/json'
    $date = [System.DateTime]::UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", [System.Globalization.CultureInfo]::InvariantCulture)
    $message = New-Object System.Net.Http.HttpRequestMessage -ArgumentList ([System.Net.Http.HttpMethod]::Post), $Site.Url
    $content = New-Object System.Net.Http.ByteArrayContent -ArgumentList (, $body)
    $content.Headers.ContentType = New-Object System.Net.Http.Headers.MediaTypeHeaderValue -ArgumentList $type
    $message.Content = $content
    $message.Headers.ExpectContinue = $false
    $signed = Get-Authorization $Site 'POST' $Site.Url.AbsolutePath $Site.Url.Authority $date $type $body
    [void] $message.Headers.TryAddWithoutValidation('X-Ddns-Date', $date)
    [void] $message.Headers.TryAddWithoutValidation('Authorization', $signed)
    try {
        $answer = $Client.SendAsync($message).GetAwaiter().GetResult()
    } catch {
        return @{ Status = 0; Text = $_.Exception.GetBaseException().Message; Wait = -1 }
    }
    $wait = -1
    if ($null -ne $answer.Headers.RetryAfter -and $null -ne $answer.Headers.RetryAfter.Delta) {
        $wait = [int] ([System.TimeSpan] $answer.Headers.RetryAfter.Delta).TotalSeconds
    }
    $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    return @{ Status = [int] $answer.StatusCode; Text = $text; Wait = $wait }
}

# A field of an answer in JSON; empty where there is none.
function Get-Field([string] $Json, [string] $Name) {
    try { $all = ConvertFrom-Json $Json } catch { return '' }
    if ($null -eq $all -or $null -eq $all.PSObject.Properties[$Name]) { return '' }
    return [string] $all.PSObject.Properties[$Name].Value
}

# 200 or 202 from ddns53 itself: a login page may say 200 too.
function Test-Taken($Answer, $Site) {
    return @(200, 202) -contains $Answer.Status -and (Get-Field $Answer.Text 'site') -eq $Site.Id
}

# Trouble that another attempt may not meet.
function Test-Passing($Answer) {
    return @(0, 408, 425, 429) -contains $Answer.Status -or $Answer.Status -ge 500 -or ($Answer.Status -eq 409 -and $Answer.Wait -ge 0)
}

function Get-ExitCode($Answer) {
    $problem = Get-Field $Answer.Text 'code'
    $stored = @('not-ours', 'drift', 'record-rejected', 'record-denied') -contains $problem
    switch ($Answer.Status) {
        0 { return $Sysexits.Unavailable }
        401 { if ($problem -eq 'clock-skew') { return $Sysexits.TempFail } else { return $Sysexits.NoPerm } }
        403 { if ($problem -ne '') { return $Sysexits.NoPerm } else { return $Sysexits.Protocol } }
        409 { if ($stored) { return $Sysexits.CantCreate } else { return $Sysexits.TempFail } }
    }
    if (@(400, 413, 422) -contains $Answer.Status) { return $Sysexits.Data }
    if (@(408, 425, 429, 503) -contains $Answer.Status) { return $Sysexits.TempFail }
    if ($Answer.Status -ge 500) { return $Sysexits.Unavailable }
    return $Sysexits.Protocol
}

function Get-Explanation($Answer, $Site) {
    if ($Answer.Status -eq 0) { return "$($Site.Url.Authority) cannot be reached: $($Answer.Text)" }
    $detail = Get-Field $Answer.Text 'detail'
    if ($detail -ne '') { return "refused ($(Get-Field $Answer.Text 'code')): $detail" }
    return "no answer of ddns53's (HTTP $($Answer.Status)) from $($Site.Url.Authority)"
}

# Sends the report until it is taken, refused for good, or tried often enough. Returns the exit code.
function Invoke-Report($Site, [string] $Report) {
    $client = New-Client
    $pause = Get-Random -Minimum 1 -Maximum 31
    for ($attempt = 1; ; $attempt++) {
        $answer = Send-Report $client $Site $Report
        if (Test-Taken $answer $Site) { return 0 }
        if ($answer.Wait -ge 0) { $wait = $answer.Wait } else { $wait = [System.Math]::Min($pause, $WaitMostSeconds) }
        if ($attempt -ge $AttemptsMost -or $wait -gt $WaitMostSeconds -or -not (Test-Passing $answer)) { break }
        Start-Sleep -Seconds $wait
        $pause = 2 * $pause
    }
    Write-Word "$($Site.Id): $(Get-Explanation $answer $Site)"
    return Get-ExitCode $answer
}

function Invoke-Main {
    try {
        $file = $KeyFile
        if ($file -eq '') {
            if (-not $OnWindows) { Stop-Run $Sysexits.Usage 'which key file? -KeyFile FILE' }
            $file = Join-Path $env:ProgramData 'ddns53\site.curl'
        }
        $report = Get-Report
        return Invoke-Report (Read-Site $file) $report
    } catch {
        $fault = $_.Exception.GetBaseException()
        Write-Word $fault.Message
        if ($fault.Data.Contains('ddns53')) { return $fault.Data['ddns53'] }
        return $Sysexits.Software
    }
}

exit (Invoke-Main)
