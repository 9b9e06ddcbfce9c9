<?php
// Install WordPress in the site folder given, with an editor called ada; prints her application password as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('BASE_URL'), PHP_URL_HOST) . ':' . parse_url(getenv('BASE_URL'), PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
function wp_mail(...$arguments) { return true; }
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Prüftechnik Muster', 'admin', 'admin@example.com', true, '', getenv('ADMIN_PASSWORD'));
switch_theme('twentytwentythree');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
flush_rewrite_rules();
function person($name, $role) {
    $id = wp_insert_user([
        'user_login' => $name, 'user_pass' => getenv('PASSWORD'), 'user_email' => "$name@example.com",
        'display_name' => ucfirst($name), 'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Leitstand']);
    return ['user' => $name, 'id' => $id, 'application_password' => $password];
}
echo json_encode([
    'editor' => person('ada', 'editor'), 'contributor' => person('emil', 'contributor'), 'version' => get_bloginfo('version'),
]), "\n";
