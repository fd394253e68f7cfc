// libcurl (Debian: libcurl4-openssl-dev). pkg-config finds its header.
#include <curl/curl.h>

// A counter that poll(2) can wait for, which Swift's module of the C library leaves out.
#include <sys/eventfd.h>

// curl_easy_setopt and curl_easy_getinfo take any type as their last argument, and Swift calls no such function: one
// of each for every type that an option here has.
static inline CURLcode curlSetLong(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode curlSetText(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode curlSetPointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode curlSetRead(CURL *curl, curl_read_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_READFUNCTION, callback);
}
static inline CURLcode curlSetWrite(CURL *curl, curl_write_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, callback);
}
static inline CURLcode curlSetProgress(CURL *curl, curl_xferinfo_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, callback);
}
static inline CURLcode curlSetDebug(CURL *curl, curl_debug_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, callback);
}
static inline CURLcode curlSetSocketOpened(CURL *curl, curl_sockopt_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, callback);
}
static inline CURLcode curlSetSocketClose(CURL *curl, curl_closesocket_callback callback) {
    return curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, callback);
}
static inline CURLcode curlGetOffset(CURL *curl, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(curl, info, value);
}
static inline CURLcode curlGetLong(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}
static inline CURLMcode curlLimitConnections(CURLM *multi, long value) {
    return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, value);
}
