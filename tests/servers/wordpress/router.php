<?php
// What a web server's rewrite rules do, for PHP's built-in server: files as they are, everything else to WordPress.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$script = '/index.php';
if ($path !== '/' && file_exists($root . $path)) {
    if (!is_dir($root . $path)) {
        return false;
    }
    if (substr($path, -1) !== '/') {
        header("Location: $path/");
        exit;
    }
    $script = $path . 'index.php';
    if (!file_exists($root . $script)) {
        http_response_code(404);
        exit;
    }
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $script;
$_SERVER['SCRIPT_FILENAME'] = $root . $script;
chdir(dirname($root . $script));
require $root . $script;
